import { ACCESS_TOKEN_LIFE, type AccessTokens, type Clock, type JsonObject, SECOND } from '@parlance/core'
import { createSigningKeys, type SigningKeysPorts } from './signing-keys.ts'

/** Loaded with the first token. */
const jose = () => import('jose')

export interface AccessTokensOptions extends SigningKeysPorts {
  readonly clock: Clock
  /** Who issues the tokens, and whom they are for; others are refused. */
  readonly issuer: string
}

/** What these tokens call themselves, so that nothing else that the same keys may sign one day is taken for one. */
const TYPE = 'at+jwt'
const ALGORITHM = 'Ed25519'
/** What is verified against; the older name of the same algorithm is that of many libraries. */
const ALGORITHMS = [ALGORITHM, 'EdDSA']
const KEY_ID = /^[\w-]{1,64}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Access tokens as JWTs that are signed with Ed25519. The list of algorithms is ours, and never the token's; a key is found
 * among those of the installation by its id, and nowhere else.
 */
export const createAccessTokens = (options: AccessTokensOptions): AccessTokens => {
  const { clock, issuer } = options
  const keys = createSigningKeys(options)
  return {
    issue: async ({ organizationId, memberId, sessionId }) => {
      const { SignJWT } = await jose()
      const { id, privateKey } = await keys.current()
      if (!privateKey) throw new Error('The key that signs now cannot sign')
      const now = Math.floor(clock.now() / SECOND)
      return new SignJWT({ org: organizationId, sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: id })
        .setSubject(memberId)
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_TOKEN_LIFE / SECOND)
        .sign(privateKey)
    },
    verify: async (token) => {
      const { decodeProtectedHeader, jwtVerify } = await jose()
      const kid = keyIdOf(() => decodeProtectedHeader(token).kid)
      // Outside of what is forgiven: a database that is away is no reason to say that a token is bad.
      const key = kid === null ? null : await keys.byId(kid)
      if (!key) return null
      try {
        const { payload } = await jwtVerify(token, key.publicKey, {
          algorithms: ALGORITHMS,
          typ: TYPE,
          issuer,
          audience: issuer,
          currentDate: new Date(clock.now()),
          maxTokenAge: ACCESS_TOKEN_LIFE / SECOND,
          requiredClaims: ['exp', 'iat', 'sub', 'org', 'sid'],
        })
        return claimsOf(payload)
      } catch {
        return null
      }
    },
    publicKeys: async () => {
      await keys.current()
      return (await keys.all()).map(
        ({ id, publicJwk }): JsonObject => ({
          kty: publicJwk.kty ?? 'OKP',
          crv: publicJwk.crv ?? 'Ed25519',
          x: publicJwk.x ?? '',
          kid: id,
          use: 'sig',
          alg: 'EdDSA',
        }),
      )
    },
  }
}

const keyIdOf = (read: () => unknown): string | null => {
  try {
    const kid = read()
    return typeof kid === 'string' && KEY_ID.test(kid) ? kid : null
  } catch {
    return null
  }
}

const claimsOf = ({
  sub,
  org,
  sid,
}: {
  readonly sub?: unknown
  readonly org?: unknown
  readonly sid?: unknown
}): Awaited<ReturnType<AccessTokens['verify']>> => {
  for (const id of [sub, org, sid]) if (typeof id !== 'string' || !UUID.test(id)) return null
  // Signed here, where they were ids of these kinds.
  const [memberId, organizationId, sessionId] = [sub, org, sid] as [never, never, never]
  return { organizationId, memberId, sessionId }
}
