import autocannon from 'autocannon'

export interface Load {
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Answers other than 2xx, and connections that failed; must be 0 for the numbers to mean anything. */
  readonly failures: number
}

/** 64 connections posting the same message to the paths in turn, for so many seconds. */
export const postMessages = async (url: string, paths: readonly string[], seconds: number): Promise<Load> => {
  const result = await autocannon({
    url,
    connections: 64,
    duration: seconds,
    requests: paths.map((path) => ({
      method: 'POST' as const,
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'Hello, I have a question about my last order.' }),
    })),
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
