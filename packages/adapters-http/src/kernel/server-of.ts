import type { Request } from 'express'
import type { HttpPorts } from './http-ports.ts'

/** Where the server is reached, without a slash at the end: as it was told, or as the caller reached it. */
export const serverOf = ({ publicUrl }: Pick<HttpPorts, 'publicUrl'>, request: Request): string =>
  publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`
