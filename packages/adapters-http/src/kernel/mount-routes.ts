import { Router } from 'express'
import { answerRoute } from './answer-route.ts'
import { problemOfThrow } from './failure.ts'
import type { HttpPorts } from './http-ports.ts'
import { contextOf } from './request-context.ts'
import type { Route } from './route.ts'
import { send } from './send.ts'
import { serverOf } from './server-of.ts'

/** A route's path as Express writes it. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** Puts routes on a router, in their order: of two that match, the first answers. */
export const mountRoutes = (routes: readonly Route[], ports: HttpPorts): Router => {
  const router = Router()
  for (const route of routes) {
    for (const method of route.methods) {
      router[method](expressPath(route.path), async (request, response) => {
        const context = contextOf(response)
        context.route = route.path
        try {
          const reply = await answerRoute(route, ports, { request, response })
          send(response, reply, serverOf(ports, request))
        } catch (thrown) {
          send(response, route.door.render(problemOfThrow(thrown, ports.logger, context)))
        }
      })
    }
  }
  return router
}
