import { type OrganizationId, ok, type Result } from '../kernel/index.ts'
import { type AddMemberPorts, addMember, addMembers } from './add-member.ts'
import { type ChangeMemberPorts, removeMember, updateMember } from './change-member.ts'
import { type ChangeProfilePorts, changeProfile, noteActive, ownProfile } from './change-profile.ts'
import { type CreateOrganizationPorts, createOrganization } from './create-organization.ts'
import { type DisableMemberPorts, setMemberDisabled } from './disable-member.ts'
import { type EnterPorts, enter, enterAnyone, recognise } from './enter.ts'
import { type IdentifyPorts, identify } from './identify.ts'
import type { Member } from './member.ts'
import type { MemberQueries } from './member-queries.ts'
import type { Organization } from './organization.ts'
import { type Forbidden, permit } from './permissions.ts'
import type { MemberPrincipal } from './principal.ts'
import { resetOwnToken } from './reset-own-token.ts'

export type AccessPorts = AddMemberPorts &
  ChangeMemberPorts &
  DisableMemberPorts &
  ChangeProfilePorts &
  CreateOrganizationPorts &
  EnterPorts &
  IdentifyPorts & { readonly memberQueries: MemberQueries }

/** Who is calling, for which organization, and who else works there. */
export interface Access {
  readonly createOrganization: ReturnType<typeof createOrganization>
  readonly identify: ReturnType<typeof identify>
  readonly recognise: ReturnType<typeof recognise>
  readonly enter: ReturnType<typeof enter>
  readonly enterAnyone: ReturnType<typeof enterAnyone>
  readonly addMember: ReturnType<typeof addMember>
  readonly addMembers: ReturnType<typeof addMembers>
  readonly updateMember: ReturnType<typeof updateMember>
  readonly setMemberDisabled: ReturnType<typeof setMemberDisabled>
  readonly removeMember: ReturnType<typeof removeMember>
  readonly profile: ReturnType<typeof ownProfile>
  readonly changeProfile: ReturnType<typeof changeProfile>
  readonly noteActive: ReturnType<typeof noteActive>
  readonly resetOwnToken: ReturnType<typeof resetOwnToken>
  readonly members: (principal: MemberPrincipal) => Promise<Result<readonly Member[], Forbidden>>
  /** The organization by its id; null where there is none. */
  readonly organization: (id: OrganizationId) => Promise<Organization | null>
  /** Whether the installation has any organization yet. */
  readonly isEmpty: () => Promise<boolean>
}

export const createAccess = (ports: AccessPorts): Access => ({
  createOrganization: createOrganization(ports),
  identify: identify(ports),
  recognise: recognise(ports),
  enter: enter(ports),
  enterAnyone: enterAnyone(ports),
  addMember: addMember(ports),
  addMembers: addMembers(ports),
  updateMember: updateMember(ports),
  setMemberDisabled: setMemberDisabled(ports),
  removeMember: removeMember(ports),
  profile: ownProfile(ports),
  changeProfile: changeProfile(ports),
  noteActive: noteActive(ports),
  resetOwnToken: resetOwnToken(ports),
  members: async (principal) => {
    const permitted = permit(principal, 'members:read')
    return permitted.ok ? ok(await ports.memberQueries.list(principal.organizationId)) : permitted
  },
  organization: (id) => ports.directory.organization(id),
  isEmpty: async () => (await ports.directory.anyOrganization()) === null,
})
