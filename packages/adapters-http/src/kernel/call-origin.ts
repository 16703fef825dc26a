import type { CallOrigin } from '@parlance/core'
import type { Request } from 'express'

/** Where a request comes from: its address as far as the proxies before the server are believed, and its software. */
export const callOrigin = (request: Request): CallOrigin => ({
  address: request.ip,
  userAgent: request.headers['user-agent'],
})
