import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { runCommand } from '../testing/command-line.ts'
import { beginRequest } from '../testing/half-request.ts'
import { type Founded, found } from '../testing/people.ts'
import { PLACES, type Place } from '../testing/places.ts'
import { type Served, serving } from '../testing/served.ts'

const refusesConnections = async (url: string): Promise<boolean> => {
  try {
    await fetch(`${url}/healthz`)
    return false
  } catch {
    return true
  }
}

describe.each(PLACES)('a server on $name that is asked to stop', ({ create }) => {
  let place: Place
  let organization: Founded

  beforeAll(async () => {
    place = await create()
    await runCommand(['migrate'], place.settings)
    organization = await found(place.settings)
  }, 60_000)

  afterAll(() => place.remove())

  const begin = (served: Served) => {
    const url = `${served.url}/api/v1/accounts/${organization.accountId}/contacts`
    return beginRequest(url, organization.owner.token, { name: 'Zoe' })
  }

  it('lets the request that is under way come to its end, and takes no other', async () => {
    await serving(place.settings, async (served) => {
      const request = await begin(served)
      const stopped = served.stop()
      await until('it takes no connection', () => refusesConnections(served.url))
      expect(await request.finish()).toEqual({ status: 200, connection: 'close' })
      const { code, stdout, stderr } = await stopped
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toContain('"msg":"Stopped"')
    })
  })

  it('does not wait for longer than it may', async () => {
    await serving({ ...place.settings, PARLANCE_SHUTDOWN_TIMEOUT_MS: '300' }, async (served) => {
      const request = await begin(served)
      expect((await served.stop()).code).toBe(0)
      expect(await request.cut).toHaveProperty('code', 'ECONNRESET')
    })
  })

  it('ends at once when asked again', async () => {
    await serving(place.settings, async (served) => {
      await begin(served)
      served.child.kill('SIGINT')
      await until('it is stopping', () => served.stdout().includes('"msg":"Stopping"'))
      served.child.kill('SIGINT')
      expect((await served.ended).code).toBe(130)
    })
  })
})
