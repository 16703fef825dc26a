import type { Api } from '../../packages/adapters-http/src/openapi/api.ts'
import { aligned } from './aligned.ts'

/** What a page says of an API: what stands before its tables, and what is to be said of some of its operations. */
export interface OwnPage {
  readonly api: Api
  readonly introduction: string
  /** By operation. */
  readonly remarks: Readonly<Record<string, string>>
  /** What stands behind the tables. */
  readonly epilogue?: string
}

/** The page of an API: a table of its routes for each of its tags, in the order in which they come. */
export const ownPage = ({ api, introduction, remarks, epilogue = '' }: OwnPage): string => {
  const rows = api.routes.flatMap(({ methods, path, tag, summary, operationId }) =>
    methods.map((method) => ({
      tag,
      cells: [`\`${method.toUpperCase()} ${path}\``, summary, remarks[operationId] ?? ''],
    })),
  )
  const chapters = [...Map.groupBy(rows, ({ tag }) => tag)].map(
    ([tag, ofTag]) =>
      `## ${tag}\n\n${aligned([['route', 'what it does', 'to know'], ...ofTag.map(({ cells }) => cells)])}\n`,
  )
  return `${[introduction, ...chapters].join('\n')}${epilogue}`
}
