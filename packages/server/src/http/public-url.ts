import type { Config } from '../config.ts'

/** Where others reach the server, without a slash at the end: as it is configured, else where it listens. */
export const publicUrlOf = ({
  publicUrl,
  host,
  port,
}: Pick<Config, 'publicUrl' | 'host' | 'port'>): string => {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, '')
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
