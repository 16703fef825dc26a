import type { MemberPrincipal, SystemPrincipal } from '../access/index.ts'

/** Who may be asked to open and change inboxes. */
export type InboxKeeper = MemberPrincipal | SystemPrincipal
