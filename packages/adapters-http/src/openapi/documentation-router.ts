import { fileURLToPath } from 'node:url'
import express, { type RequestHandler, Router } from 'express'
import { contextOf } from '../kernel/request-context.ts'
import type { Api } from './api.ts'
import { openApiDocument } from './document.ts'

/** The page's files lie beside `src` and `dist`, so the way to them is the same from both. */
const PAGE = fileURLToPath(new URL('../../swagger', import.meta.url))

/** The page runs what lies beside it, and talks to this server alone. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/openapi.json` for all APIs, `/openapi/{name}.json` for each, and `/swagger`, a page to try them. */
export const documentationRouter = (
  info: { readonly title: string; readonly description: string },
  apis: readonly Api[],
): Router => {
  const router = Router()
  router.get(
    '/openapi.json',
    serve('/openapi.json', () => openApiDocument(info, apis)),
  )
  for (const api of apis) {
    const path = `/openapi/${api.name}.json`
    router.get(
      path,
      serve(path, () => openApiDocument(api, [api])),
    )
  }
  router.use(
    '/swagger',
    pageHeaders,
    express.static(PAGE, { etag: false, cacheControl: false, redirect: false }),
  )
  router.get('/swagger', pageHeaders, (_request, response) => response.sendFile('index.html', { root: PAGE }))
  return router
}

/** Made when it is first asked for, and then kept as text: the routes don't change. */
const serve = (path: string, make: () => object): RequestHandler => {
  let text: string | undefined
  return (_request, response) => {
    contextOf(response).route = path
    text ??= JSON.stringify(make())
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(text))
    response.end(text)
  }
}

const pageHeaders: RequestHandler = (_request, response, next) => {
  contextOf(response).route = '/swagger'
  response.setHeader('Content-Security-Policy', PAGE_POLICY)
  response.setHeader('Cache-Control', 'no-cache')
  next()
}
