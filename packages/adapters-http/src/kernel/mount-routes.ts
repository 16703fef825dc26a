import { type Request, type RequestHandler, type Response, Router } from 'express'
import { answerRoute } from './answer-route.ts'
import { problemOfThrow } from './failure.ts'
import type { HttpPorts } from './http-ports.ts'
import { contextOf } from './request-context.ts'
import type { Route } from './route.ts'
import { send } from './send.ts'
import { serverOf } from './server-of.ts'

/** A route's path as Express writes it. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** What two paths have in common that one route can match: how many parts they have, and the first of them. */
const shapeOf = (path: string): string => {
  let first = ''
  let parts = 0
  let begin = 0
  for (let at = 0; at <= path.length; at += 1) {
    if (at < path.length && path[at] !== '/') continue
    if (at > begin) {
      if (parts === 0) first = path.slice(begin, at)
      parts += 1
    }
    begin = at + 1
  }
  return `${parts} ${first.toLowerCase()}`
}

/**
 * Serves routes in their order: of two that match, the first answers. A request is held against the few routes of its shape
 * and not against each one in turn: there are hundreds.
 */
export const mountRoutes = (routes: readonly Route[], ports: HttpPorts): RequestHandler => {
  const shelves = new Map<string, Router>()
  for (const route of routes) {
    const shape = shapeOf(route.path)
    const shelf = shelves.get(shape) ?? Router()
    shelves.set(shape, shelf)
    for (const method of route.methods) {
      shelf[method](expressPath(route.path), (request, response) => serve(route, ports, request, response))
    }
  }
  const find: RequestHandler = (request, response, next) => {
    const shelf = shelves.get(shapeOf(request.path))
    if (shelf) shelf(request, response, next)
    else next()
  }
  // As a router has it, for whoever lists what an application serves.
  return Object.assign(find, { stack: [...shelves.values()].flatMap(({ stack }) => stack) })
}

const serve = async (route: Route, ports: HttpPorts, request: Request, response: Response): Promise<void> => {
  const context = contextOf(response)
  context.route = route.path
  try {
    const reply = await answerRoute(route, ports, { request, response })
    send(response, reply, serverOf(ports, request))
  } catch (thrown) {
    send(response, route.door.render(problemOfThrow(thrown, ports.logger, context)))
  }
}
