import { type JsonObject, presence, type Secrets } from '../kernel/index.ts'
import type { Availability, Member } from './member.ts'
import type { MemberProfile } from './member-profile.ts'

/** What a member may change of itself: what is left out stays, null clears. */
export interface ProfileChanges {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly displayName?: string | null | undefined
  readonly messageSignature?: string | null | undefined
  readonly phoneNumber?: string | null | undefined
  readonly uiSettings?: JsonObject | undefined
  readonly availability?: Availability | undefined
  readonly autoOffline?: boolean | undefined
  /** 8–128 characters; needs the current one. */
  readonly password?: string | undefined
  readonly passwordConfirmation?: string | undefined
  readonly currentPassword?: string | undefined
}

/** The member after the changes. */
export const memberAfter = (before: Member, changes: ProfileChanges, at: number): Member => ({
  ...before,
  name: (changes.name ?? before.name).trim(),
  ...addressAfter(before, changes.email),
  displayName: changes.displayName === undefined ? before.displayName : presence(changes.displayName),
  availability: changes.availability ?? before.availability,
  autoOffline: changes.autoOffline ?? before.autoOffline,
  updatedAt: at,
})

/** Another address is yet to be proven. */
const addressAfter = (
  { email, confirmed }: Member,
  asked: string | undefined,
): Pick<Member, 'email' | 'confirmed'> => {
  const wanted = asked?.trim().toLowerCase() ?? email
  return { email: wanted, confirmed: confirmed && wanted === email }
}

/** What the member keeps about itself after the changes. */
export const profileAfter = (
  before: MemberProfile,
  changes: ProfileChanges,
  secrets: Pick<Secrets, 'token'>,
): MemberProfile => ({
  ...before,
  messageSignature:
    changes.messageSignature === undefined ? before.messageSignature : presence(changes.messageSignature),
  uiSettings: changes.uiSettings ?? before.uiSettings,
  customAttributes:
    changes.phoneNumber === undefined
      ? before.customAttributes
      : { ...before.customAttributes, phone_number: changes.phoneNumber },
  pubsubToken: before.pubsubToken ?? secrets.token(18),
})
