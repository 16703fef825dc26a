import { describe, expect, it } from '@jest/globals'
import { hash } from '@node-rs/argon2'
import { nodeWorld } from './node-world.ts'

const { clock, ids, secrets } = nodeWorld()

describe('ids', () => {
  it('are UUIDs of version 7, with the time in front', () => {
    const before = clock.now()
    const id = ids.next()
    const after = clock.now()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const made = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(made).toBeGreaterThanOrEqual(before)
    // A process that makes ids faster than the clock moves may be a little ahead of it.
    expect(made).toBeLessThanOrEqual(after + 1)
  })

  it('sort in the order in which they were made, and never repeat', () => {
    const made = Array.from({ length: 50_000 }, () => ids.next<'message'>())
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  })
})

describe('secrets', () => {
  it('makes tokens of so many random bytes that can stand in an address', () => {
    const token = secrets.token(32)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(secrets.token(32)).not.toBe(token)
  })

  it('digests as FIPS 180-4 says', () => {
    expect(secrets.digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(secrets.digest('grüße')).toBe(secrets.digest('gr\u00fc\u00dfe'))
  })

  it('signs as RFC 4231 says', () => {
    const signature = secrets.sign('Jefe', 'what do ya want for nothing?')
    expect(signature).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  })

  it.each([
    ['secret', 'secret', true],
    ['secret', 'secreT', false],
    ['secret', 'secret ', false],
    ['', '', true],
  ])('compares %j with %j', (left, right, same) => {
    expect(secrets.equal(left, right)).toBe(same)
  })

  it('hashes passwords with argon2id, each time with another salt', async () => {
    const [first, second] = await Promise.all([
      secrets.hashPassword('p4ss word'),
      secrets.hashPassword('p4ss word'),
    ])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
    expect(await secrets.verifyPassword('p4ss word', first)).toBe(true)
    expect(await secrets.verifyPassword('p4ss wor', first)).toBe(false)
  })

  it('verifies a hash of other parameters', async () => {
    const stored = await hash('password', {
      memoryCost: 256,
      timeCost: 2,
      parallelism: 1,
      salt: Buffer.from('somesalt'),
    })
    // The argon2 reference implementation's own test vector: t=2, m=2^8, p=1.
    expect(stored).toBe(
      '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    )
    expect(await secrets.verifyPassword('password', stored)).toBe(true)
  })

  it.each(['', 'plain', '$argon2id$broken'])('lets nobody in with a stored hash of %j', async (stored) => {
    expect(await secrets.verifyPassword('password', stored)).toBe(false)
  })
})
