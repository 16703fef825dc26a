import type { WireReply } from './problem.ts'

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** An answer that says no more than its status. */
export const bareReply = (status: number, headers: Readonly<Record<string, string>> = {}): WireReply => ({
  status,
  json: { status, error: REASONS[status] ?? 'Error' },
  headers,
})
