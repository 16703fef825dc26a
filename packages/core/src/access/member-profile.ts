import type { JsonObject, Timestamp } from '../kernel/index.ts'

/** What a member keeps about itself: apart from the member, because conversations and events never ask for it. */
export interface MemberProfile {
  /** Ends what the member writes, where a front end puts it there. */
  readonly messageSignature: string | null
  /** How the member likes its front end. */
  readonly uiSettings: JsonObject
  readonly customAttributes: JsonObject
  /** Lets the member's front end listen; null until it was first asked for. */
  readonly pubsubToken: string | null
  /** When the member last chose to work in the organization; null for never. */
  readonly activeAt: Timestamp | null
}

/** The profile of a member who has set nothing yet. */
export const EMPTY_PROFILE: MemberProfile = {
  messageSignature: null,
  uiSettings: {},
  customAttributes: {},
  pubsubToken: null,
  activeAt: null,
}
