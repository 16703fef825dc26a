import {
  blank,
  type FieldProblem,
  LONG_TEXT,
  notHttpUrl,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import type { AgentIdentity } from './agent-identity.ts'

/** What can be set on an agent identity: what is left out stays, null clears. */
export interface AgentIdentityChanges {
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  readonly outgoingUrl?: string | null | undefined
}

export interface AgentIdentityInput extends AgentIdentityChanges {
  readonly name: string
}

/** What is set on an agent identity. */
export type AgentIdentitySettings = Pick<AgentIdentity, 'name' | 'description' | 'outgoingUrl'>

/** The settings after the changes. */
export const settingsAfter = (
  before: AgentIdentitySettings,
  changes: AgentIdentityChanges,
): AgentIdentitySettings => ({
  name: (changes.name ?? before.name).trim(),
  description: changes.description === undefined ? before.description : presence(changes.description),
  outgoingUrl: changes.outgoingUrl === undefined ? before.outgoingUrl : presence(changes.outgoingUrl),
})

/** What is wrong with the settings. */
export const problemsOf = ({
  name,
  description,
  outgoingUrl,
}: AgentIdentitySettings): readonly FieldProblem[] => [
  ...blank('name', name),
  ...tooLong('name', name, SHORT_TEXT),
  ...tooLong('description', description, LONG_TEXT),
  ...(outgoingUrl === null ? [] : notHttpUrl('outgoingUrl', outgoingUrl)),
]
