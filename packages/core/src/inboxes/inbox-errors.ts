export interface InboxNotFound {
  readonly code: 'inbox/not-found'
}

/** The hash that should prove the contact's identifier is missing where it is mandatory, or wrong. */
export interface IdentityNotProven {
  readonly code: 'inbox/identity-not-proven'
}

export type InboxError = InboxNotFound | IdentityNotProven
