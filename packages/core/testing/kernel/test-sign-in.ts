import {
  ACCESS_TOKEN_LIFE,
  type AccessTokens,
  type Afterwards,
  type Clock,
  type CommonPasswords,
  type OneTimeCodes,
  SECOND,
  type Secrets,
  type SignInKeys,
  type Vault,
} from '../../src/index.ts'

/** A vault whose seal anybody could break. */
const testVault = ({ sign, equal }: Pick<Secrets, 'sign' | 'equal'>): Vault => {
  const mac = (text: string) => sign('test vault', text)
  return {
    seal: async (text) => `sealed ${mac(text)} ${text}`,
    open: async (sealed) => {
      const [, seal, text = ''] = /^sealed ([0-9a-f]{64}) (.*)$/s.exec(sealed) ?? []
      return seal === mac(text) ? text : null
    },
    mac: async (text) => mac(text),
    isMac: async (text, given) => equal(mac(text), given),
  }
}

/** Access tokens that say what they say in plain text, signed. They look as JWTs do. */
const testAccessTokens = ({ sign }: Pick<Secrets, 'sign'>, clock: Clock): AccessTokens => ({
  issue: async ({ organizationId, memberId, sessionId }) => {
    const said = `${organizationId}_${memberId}_${sessionId}.${clock.now() + ACCESS_TOKEN_LIFE}`
    return `${said}.${sign('test tokens', said)}`
  },
  verify: async (token) => {
    const [ids = '', until = '', signature] = token.split('.')
    if (signature !== sign('test tokens', `${ids}.${until}`) || Number(until) <= clock.now()) return null
    // What was signed was written just above.
    const [organizationId, memberId, sessionId] = ids.split('_') as [never, never, never]
    return { organizationId, memberId, sessionId }
  },
  publicKeys: async () => [],
})

/** A vault and access tokens that do without keys. */
export const testSignInKeys = (secrets: Pick<Secrets, 'sign' | 'equal'>, clock: Clock): SignInKeys => ({
  vault: testVault(secrets),
  accessTokens: testAccessTokens(secrets, clock),
})

/** Codes by time that are not those of RFC 6238, but come and go as they do. */
export interface TestOneTimeCodes extends OneTimeCodes {
  /** The code of this moment, as an app would show it. */
  readonly codeAt: (secret: string, at: number) => string
}

const STEP = 30 * SECOND

export const testOneTimeCodes = ({ token, digest }: Pick<Secrets, 'token' | 'digest'>): TestOneTimeCodes => {
  const codeOf = (secret: string, step: number) =>
    (Number.parseInt(digest(`${secret} ${step}`).slice(0, 12), 16) % 1_000_000).toString().padStart(6, '0')
  return {
    propose: async (account) => {
      const secret = token(20)
      const url = `otpauth://totp/${encodeURIComponent(account)}?secret=${secret}`
      return { secret, url, picture: `<svg xmlns="http://www.w3.org/2000/svg"><title>${url}</title></svg>` }
    },
    codeAt: (secret, at) => codeOf(secret, Math.floor(at / STEP)),
    stepOf: async (secret, code, at) => {
      const now = Math.floor(at / STEP)
      return [now, now - 1, now + 1].find((step) => codeOf(secret, step) === code) ?? null
    },
  }
}

/** Three passwords that everybody has. */
export const testCommonPasswords: CommonPasswords = {
  has: async (password) =>
    ['password1234', 'qwertyuiop123', 'letmeinletmein'].includes(password.toLowerCase()),
}

/** Work that nobody waits for, except a test. */
export interface TestAfterwards {
  readonly afterwards: Afterwards
  /** Waits until all of it is done, and all that came of it; throws what failed. */
  readonly settled: () => Promise<void>
}

export const testAfterwards = (): TestAfterwards => {
  let under: readonly Promise<void>[] = []
  return {
    afterwards: (_name, work) => {
      const done = work()
      // Who waits hears of it.
      done.catch(() => undefined)
      under = [...under, done]
    },
    settled: async () => {
      while (under.length > 0) {
        const waiting = under
        under = []
        await Promise.all(waiting)
      }
    },
  }
}
