import autocannon from 'autocannon'

export interface Load {
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Answers other than 2xx, and connections that failed; must be 0 for the numbers to mean anything. */
  readonly failures: number
}

const CONNECTIONS = 64

/**
 * 64 connections posting the same message to the paths in turn, for so many seconds. Each begins at a path of its own, so
 * that they don't all write into one conversation at a time.
 */
export const postMessages = async (url: string, paths: readonly string[], seconds: number): Promise<Load> => {
  const requests = paths.map((path) => ({
    method: 'POST' as const,
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'Hello, I have a question about my last order.' }),
  }))
  let connected = 0
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests,
    setupClient: (client) => {
      const first = Math.floor((connected * requests.length) / CONNECTIONS) % requests.length
      connected += 1
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
    },
  })
  return {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  }
}

/** The middle one. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
