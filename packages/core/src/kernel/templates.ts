import type { JsonObject } from './json.ts'

/**
 * Port. Fills in the variables of a text that somebody wrote, such as `{{ contact.name }}`.
 *
 * Synchronous, because rules use it, and bounded in time and size: it is asked while a conversation is locked.
 */
export interface Templates {
  /** Null when the text is no sound template, or would take too long or become too long. */
  readonly render: (template: string, variables: JsonObject) => string | null
}
