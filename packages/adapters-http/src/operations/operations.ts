import { Router } from 'express'
import { bareReply } from '../kernel/bare-reply.ts'
import type { Logger } from '../kernel/logger.ts'
import { contextOf } from '../kernel/request-context.ts'
import { send } from '../kernel/send.ts'
import type { RequestMeasure } from '../kernel/track-requests.ts'
import { within } from './within.ts'

/** Whether requests can be answered: true, or what is missing. */
export type Readiness = () => Promise<boolean | readonly string[]>

/** Where requests are measured, and the text that says what was. */
export interface Metrics {
  readonly observe: (measure: RequestMeasure) => void
  readonly contentType: string
  readonly render: () => Promise<string>
}

/** What the operations are told by. */
export interface OperationsOptions {
  readonly logger: Logger
  /** Always ready when it is left out. */
  readonly ready?: Readiness | undefined
  /** `/metrics` is not there when it is left out. */
  readonly metrics?: Metrics | undefined
}

/** How long readiness may take to be found out, in milliseconds. */
const READY_WITHIN = 5_000

const OVERDUE: readonly string[] = ['The check took too long']

/** `/healthz`, `/readyz` and `/metrics`: what whoever runs the server asks. */
export const operationsRouter = ({ logger, ready, metrics }: OperationsOptions): Router => {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    contextOf(response).route = '/healthz'
    send(response, { status: 200, json: { status: 'ok' } })
  })
  router.get('/readyz', async (_request, response) => {
    contextOf(response).route = '/readyz'
    const missing = await missingFor(ready, logger)
    if (missing.length === 0) return send(response, { status: 200, json: { status: 'ok' } })
    return send(response, { status: 503, json: { status: 'unavailable', reasons: missing } })
  })
  if (!metrics) return router
  router.get('/metrics', async (_request, response) => {
    contextOf(response).route = '/metrics'
    try {
      const text = await metrics.render()
      response.setHeader('Content-Type', metrics.contentType)
      response.end(text)
    } catch (thrown) {
      logger.error({ err: thrown }, 'metrics could not be rendered')
      send(response, bareReply(500))
    }
  })
  return router
}

const missingFor = async (ready: Readiness | undefined, logger: Logger): Promise<readonly string[]> => {
  if (!ready) return []
  try {
    const answer = await within(ready(), READY_WITHIN, OVERDUE)
    if (typeof answer !== 'boolean') return answer
    return answer ? [] : ['Not ready']
  } catch (thrown) {
    logger.warn({ err: thrown }, 'readiness could not be found out')
    return ['The check failed']
  }
}
