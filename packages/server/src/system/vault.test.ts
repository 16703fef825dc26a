import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { createMemoryStorage } from '@parlance/core/testing'
import { nodeWorld } from './node-world.ts'
import { createVault } from './vault.ts'

const world = nodeWorld()

const opened = (configured: readonly Buffer[] = [], { installationKeys } = createMemoryStorage(world)) => ({
  installationKeys,
  vault: createVault({ configured, installationKeys, clock: world.clock }),
})

describe('a vault', () => {
  it('opens what it sealed, and nothing that was changed', async () => {
    const { vault } = opened()
    const sealed = await vault.seal('a secret – with an ü')
    expect(sealed).not.toContain('secret')
    expect(await vault.open(sealed)).toBe('a secret – with an ü')
    expect(await vault.seal('a secret – with an ü')).not.toBe(sealed)
    for (const place of [sealed.length - 1, sealed.length - 20, sealed.lastIndexOf('.') + 2]) {
      const other = sealed[place] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, place) + other + sealed.slice(place + 1)
      expect(await vault.open(changed)).toBeNull()
    }
    for (const none of ['', 'v1', 'v1..', 'v2.0.AAAA', 'plain text'])
      expect(await vault.open(none)).toBeNull()
  })

  it('proves what it said', async () => {
    const { vault } = opened()
    const mac = await vault.mac('text')
    expect(mac).toMatch(/^[0-9a-f]{64}$/)
    expect([await vault.isMac('text', mac), await vault.isMac('other', mac)]).toEqual([true, false])
    expect([await vault.isMac('text', ''), await vault.isMac('text', 'no hex')]).toEqual([false, false])
    expect(await opened().vault.isMac('text', mac)).toBe(false)
  })

  it('shares the key that it made with all processes on a database, whoever comes first', async () => {
    const { installationKeys } = opened()
    const vaults = [1, 2, 3].map(() => createVault({ configured: [], installationKeys, clock: world.clock }))
    const sealed = await Promise.all(vaults.map((vault) => vault.seal('shared')))
    for (const vault of vaults)
      expect(await Promise.all(sealed.map((one) => vault.open(one)))).toEqual(['shared', 'shared', 'shared'])
    expect(await installationKeys.list('vault')).toHaveLength(1)
  })

  it('keeps no key where one is configured, and goes on reading when that is replaced', async () => {
    const [first, second] = [randomBytes(32), randomBytes(32)]
    const storage = createMemoryStorage(world)
    const old = opened([first], storage).vault
    const [sealed, mac] = [await old.seal('kept'), await old.mac('said')]
    expect(await storage.installationKeys.list('vault')).toEqual([])
    const next = opened([second, first], storage).vault
    expect([await next.open(sealed), await next.isMac('said', mac)]).toEqual(['kept', true])
    expect(await old.open(await next.seal('newer'))).toBeNull()
    expect(await opened([second], storage).vault.open(sealed)).toBeNull()
  })

  it('goes on reading what was sealed before a key was configured', async () => {
    const storage = createMemoryStorage(world)
    const sealed = await opened([], storage).vault.seal('before')
    expect(await opened([randomBytes(32)], storage).vault.open(sealed)).toBe('before')
  })
})
