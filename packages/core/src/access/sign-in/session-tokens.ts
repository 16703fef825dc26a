import type { OrganizationId, SessionId, Vault } from '../../kernel/index.ts'
import type { Session } from './session.ts'

/** What a token of a session says, once it is known to be genuine. */
export interface SessionClaim {
  readonly organizationId: OrganizationId
  readonly sessionId: SessionId
  /** Of the refresh token; 0 for the token that calls APIs. */
  readonly generation: number
}

const PREFIX = { refresh: 'prt', api: 'pat' } as const

type Kind = keyof typeof PREFIX

const SHAPE = /^(prt|pat)_([0-9a-f]{32})([0-9a-f]{32})_([0-9a-z]{1,11})_([0-9a-f]{64})$/

const packed = (uuid: string): string => uuid.replaceAll('-', '')

const unpacked = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

type Named = Pick<Session, 'id' | 'organizationId'>

const make = async (vault: Vault, kind: Kind, session: Named, generation: number): Promise<string> => {
  const said = `${PREFIX[kind]}_${packed(session.organizationId)}${packed(session.id)}_${generation.toString(36)}`
  return `${said}_${await vault.mac(said)}`
}

/** The refresh token of the session as it is now: the same for whoever asks at the same moment. */
export const refreshToken = (vault: Vault, session: Session): Promise<string> =>
  make(vault, 'refresh', session, session.generation)

/** What APIs that know no JWT are called with, for as long as the session lasts. It can be told again, and is kept nowhere. */
export const apiToken = (vault: Vault, session: Named): Promise<string> => make(vault, 'api', session, 0)

/** What a token says; null unless it is one of this kind, and was made here. */
export const readSessionToken = async (
  vault: Vault,
  kind: Kind,
  token: string,
): Promise<SessionClaim | null> => {
  const [whole, prefix, organization = '', session = '', generation = '', mac = ''] = SHAPE.exec(token) ?? []
  if (whole === undefined || prefix !== PREFIX[kind]) return null
  if (!(await vault.isMac(whole.slice(0, -mac.length - 1), mac))) return null
  return {
    // The vault has sealed them: nobody else could have put other ids there.
    organizationId: unpacked(organization) as OrganizationId,
    sessionId: unpacked(session) as SessionId,
    generation: Number.parseInt(generation, 36),
  }
}
