import { CHANNEL_API } from '../../packages/adapters-http/src/apis/channel/channel-api.ts'
import { aligned } from './aligned.ts'
import { CHANNEL_DIFFERENCES } from './channel-differences.ts'
import { CHANNEL_FAMILY_ROUTES, type FamilyRoute } from './channel-family-routes.ts'
import { INTRODUCTION } from './channel-introduction.ts'

interface Row {
  readonly route: string
  readonly operationId: string | null
}

/** `METHOD path` with parameters of any name alike, so that routes can be told apart by what they match. */
export const shapeOf = (route: string): string => route.replace(/\{[^}]+\}/g, '{}')

/** Every method and path that is served, with the operation behind it. */
export const servedRoutes = (): ReadonlyMap<string, Row> =>
  new Map(
    CHANNEL_API.routes.flatMap(({ methods, path, operationId }) =>
      methods.map((method) => {
        const route = `${method.toUpperCase()} ${path}`
        return [shapeOf(route), { route, operationId }] as const
      }),
    ),
  )

const table = (rows: readonly Row[]): string => {
  const cells = rows.map(({ route, operationId }) => [
    `\`${route}\``,
    operationId ? 'yes' : 'no',
    CHANNEL_DIFFERENCES[operationId ?? route] ?? '',
  ])
  return aligned([['route', 'served', 'difference, and why'], ...cells])
}

const familyRows = (served: ReadonlyMap<string, Row>, routes: readonly FamilyRoute[]): readonly Row[] =>
  routes.map((route) => ({ route, operationId: served.get(shapeOf(route))?.operationId ?? null }))

/** What is served beyond the family, under its own methods; PUT beside PATCH goes without saying. */
const ownRows = (served: ReadonlyMap<string, Row>): readonly Row[] => {
  const family = new Set(Object.values(CHANNEL_FAMILY_ROUTES).flat().map(shapeOf))
  return [...served]
    .filter(([shape]) => !family.has(shape) && !family.has(shape.replace(/^PUT /, 'PATCH ')))
    .map(([, row]) => row)
}

/** The text of `docs/apis/channel.md`. */
export const channelPage = (): string => {
  const served = servedRoutes()
  const chapters = Object.entries(CHANNEL_FAMILY_ROUTES).map(
    ([title, routes]) => `## ${title}\n\n${table(familyRows(served, routes))}\n`,
  )
  const own = `## Beyond the family\n\n${table(ownRows(served))}\n`
  return `${INTRODUCTION}\n${[...chapters, own].join('\n')}`
}
