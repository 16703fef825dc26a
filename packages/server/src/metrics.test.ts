import { describe, expect, it } from '@jest/globals'
import { aConversationEvent } from '@parlance/core/testing'
import { createMetrics } from './metrics.ts'

describe('the metrics', () => {
  it('count requests by method, route and status', async () => {
    const metrics = createMetrics()
    metrics.observe({ method: 'GET', route: '/api/v1/profile', status: 200, seconds: 0.003 })
    const text = await metrics.render()
    const labels = 'method="GET",route="/api/v1/profile",status="200"'
    expect(text).toContain(`parlance_http_request_duration_seconds_bucket{le="0.002",${labels}} 0`)
    expect(text).toContain(`parlance_http_request_duration_seconds_bucket{le="0.005",${labels}} 1`)
  })

  it('count events by type, attempts by outcome, and failures by task', async () => {
    const metrics = createMetrics()
    const event = aConversationEvent()
    metrics.recorded([
      { ...event, type: 'message.recorded' },
      { ...event, type: 'message.recorded' },
      { ...event, type: 'conversation.started' },
    ])
    metrics.attempted('delivered')
    metrics.attempted('retry')
    metrics.attempted('delivered')
    metrics.workerFailed('webhooks')
    const text = await metrics.render()
    expect(text).toContain('parlance_events_recorded_total{type="message.recorded"} 2')
    expect(text).toContain('parlance_events_recorded_total{type="conversation.started"} 1')
    expect(text).toContain('parlance_webhook_attempts_total{outcome="delivered"} 2')
    expect(text).toContain('parlance_webhook_attempts_total{outcome="retry"} 1')
    expect(text).toContain('parlance_worker_failures_total{task="webhooks"} 1')
  })

  it('ask how far behind the background work is, and survive that nobody answers', async () => {
    const metrics = createMetrics()
    let away = false
    metrics.watchBacklog(async () => {
      if (away) throw new Error('Away')
      return [{ consumer: 'webhooks', organizations: 3, oldest: 1.5 }]
    })
    metrics.watchDeliveries(async () => {
      if (away) throw new Error('Away')
      return 7
    })
    for (away of [false, true]) {
      const text = await metrics.render()
      expect(text).toContain('parlance_log_organizations_behind{consumer="webhooks"} 3')
      expect(text).toContain('parlance_log_oldest_unpassed_seconds{consumer="webhooks"} 1.5')
      expect(text).toContain('parlance_webhook_overdue_seconds 7')
    }
  })

  it('tell how the process does', async () => {
    expect(await createMetrics().render()).toContain('process_resident_memory_bytes')
  })
})
