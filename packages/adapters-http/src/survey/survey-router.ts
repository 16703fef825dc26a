import { SURVEY_PATH } from '@parlance/contracts'
import { type ConversationId, type Submission, surveyCloses } from '@parlance/core'
import { type Request, type Response, Router } from 'express'
import { readBody } from '../kernel/body/read-body.ts'
import { problemOfThrow } from '../kernel/failure.ts'
import type { HttpPorts } from '../kernel/http-ports.ts'
import { contextOf } from '../kernel/request-context.ts'
import { nothingToAnswer, PAGE_POLICY, surveyPage } from './survey-page.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const ROUTE = `${SURVEY_PATH}/{conversation_uuid}`

type Ports = Pick<HttpPorts, 'engine' | 'clock' | 'logger'>

/** `/survey/responses/{conversation_uuid}`: the page on which a contact says how satisfied it is. It needs no script. */
export const surveyRouter = (ports: Ports): Router => {
  const router = Router()
  const path = `${SURVEY_PATH}/:conversation_uuid`
  router.get(path, (request, response) => answering(ports, response, () => show(ports, request, response)))
  router.post(path, (request, response) => answering(ports, response, () => take(ports, request, response)))
  return router
}

const answering = async ({ logger }: Ports, response: Response, work: () => Promise<void>): Promise<void> => {
  const context = contextOf(response)
  context.route = ROUTE
  try {
    await work()
  } catch (thrown) {
    const problem = problemOfThrow(thrown, logger, context)
    send(response, problem.kind === 'busy' ? 503 : 500, nothingToAnswer())
  }
}

const send = (response: Response, status: number, html: string): void => {
  if (response.headersSent || response.destroyed) return
  response.statusCode = status
  response.setHeader('Content-Security-Policy', PAGE_POLICY)
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(html))
  response.end(html)
}

const idIn = (request: Request): ConversationId | null => {
  const { conversation_uuid: id } = request.params
  return typeof id === 'string' && UUID.test(id) ? (id as ConversationId) : null
}

const show = async (
  { engine, clock }: Ports,
  request: Request,
  response: Response,
  problem: string | null = null,
): Promise<void> => {
  const id = idIn(request)
  const found = id && (await engine.surveys.show(id))
  if (!found?.ok) return send(response, 404, nothingToAnswer())
  const closed = clock.now() > surveyCloses(found.value.sent.message)
  send(response, problem === null ? 200 : 422, surveyPage({ survey: found.value, closed, problem }))
}

const take = async (ports: Ports, request: Request, response: Response): Promise<void> => {
  const id = idIn(request)
  if (!id) return send(response, 404, nothingToAnswer())
  const body = await readBody(request, response)
  if (!body.ok) return show(ports, request, response, 'That could not be read.')
  const answered = await ports.engine.surveys.answer(id, submissionIn(body.value))
  if (!answered.ok) {
    return show(
      ports,
      request,
      response,
      answered.error.code === 'validation/failed' ? 'Please choose a rating.' : '',
    )
  }
  // So that reloading the page sends nothing again.
  response.statusCode = 303
  response.setHeader('Location', `${SURVEY_PATH}/${id}`)
  response.setHeader('Content-Length', '0')
  response.end()
}

const submissionIn = (body: Readonly<Record<string, unknown>>): Submission => {
  const { rating, feedback_message: feedback } = body
  return {
    type: 'rating',
    rating: typeof rating === 'string' && /^\d$/.test(rating) ? Number(rating) : null,
    // A null character cannot be kept.
    feedback: typeof feedback === 'string' ? feedback.replaceAll('\0', '').toWellFormed() : null,
  }
}
