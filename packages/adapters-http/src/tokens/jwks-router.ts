import { type RequestHandler, Router } from 'express'
import { bareReply } from '../kernel/bare-reply.ts'
import { problemOfThrow } from '../kernel/failure.ts'
import type { HttpPorts } from '../kernel/http-ports.ts'
import { contextOf } from '../kernel/request-context.ts'
import { send } from '../kernel/send.ts'

const PATH = '/.well-known/jwks.json'

/** Keys are published long before anything else depends on them, and for longer than what they signed is good. */
const MEMORY = { 'Cache-Control': 'public, max-age=300' }

/** `/.well-known/jwks.json`: the keys that access tokens can be verified with. */
export const jwksRouter = ({ engine, logger }: Pick<HttpPorts, 'engine' | 'logger'>): Router => {
  const answer: RequestHandler = async (_request, response) => {
    const context = contextOf(response)
    context.route = PATH
    try {
      send(response, { status: 200, json: { keys: await engine.signIn.publicKeys() }, headers: MEMORY })
    } catch (thrown) {
      const problem = problemOfThrow(thrown, logger, context)
      send(response, bareReply(problem.kind === 'busy' ? 503 : 500))
    }
  }
  return Router().get(PATH, answer)
}
