import {
  blank,
  type FieldProblem,
  LONG_TEXT,
  notHttpUrl,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import { handleProblems, toHandle } from './agent-handle.ts'
import type { AgentIdentity, FilterMode } from './agent-identity.ts'

/** What can be set on an agent identity: what is left out stays, null clears. */
export interface AgentIdentityChanges {
  readonly handle?: string | undefined
  /** The display name, where there must be one. */
  readonly name?: string | undefined
  readonly displayName?: string | null | undefined
  readonly description?: string | null | undefined
  readonly outgoingUrl?: string | null | undefined
  readonly imessageEnabled?: boolean | undefined
  readonly imessageFilterMode?: FilterMode | undefined
}

/** One without a handle is given one that is made of its name. */
export type AgentIdentityInput = AgentIdentityChanges &
  ({ readonly name: string } | { readonly handle: string })

/** What is set on an agent identity. */
export type AgentIdentitySettings = Omit<
  AgentIdentity,
  'id' | 'organizationId' | 'number' | 'inboxId' | 'createdAt' | 'updatedAt'
>

/** What an agent identity is like before anybody sets anything. */
export const NO_SETTINGS: AgentIdentitySettings = {
  handle: '',
  displayName: null,
  name: '',
  description: null,
  outgoingUrl: null,
  imessageEnabled: false,
  imessageFilterMode: 'blacklist',
}

/** The settings after the changes. */
export const settingsAfter = (
  before: AgentIdentitySettings,
  changes: AgentIdentityChanges,
): AgentIdentitySettings => {
  const handle = changes.handle === undefined ? before.handle : toHandle(changes.handle)
  const displayName = presence(kept(changes.name ?? changes.displayName, before.displayName))
  return {
    handle,
    displayName,
    name: displayName ?? handle,
    description: presence(kept(changes.description, before.description)),
    outgoingUrl: presence(kept(changes.outgoingUrl, before.outgoingUrl)),
    imessageEnabled: changes.imessageEnabled ?? before.imessageEnabled,
    imessageFilterMode: changes.imessageFilterMode ?? before.imessageFilterMode,
  }
}

const kept = <T>(changed: T | undefined, before: T): T => (changed === undefined ? before : changed)

/** What is wrong with the settings, and with what they came of. */
export const problemsOf = (
  { handle, displayName, description, outgoingUrl }: AgentIdentitySettings,
  changes: AgentIdentityChanges,
): readonly FieldProblem[] => [
  ...(changes.name === undefined ? [] : blank('name', changes.name)),
  ...tooLong(changes.name === undefined ? 'displayName' : 'name', displayName, SHORT_TEXT),
  ...(changes.handle === undefined ? [] : handleProblems(handle)),
  ...tooLong('description', description, LONG_TEXT),
  ...(outgoingUrl === null ? [] : notHttpUrl('outgoingUrl', outgoingUrl)),
]
