import {
  type MemberPrincipal,
  type MemberStore,
  type Myself,
  memberEvent,
  type UnknownCredential,
} from '../access/index.ts'
import {
  type Clock,
  type EventRecorder,
  err,
  type IdSource,
  ok,
  type Result,
  type StoredFile,
  type UnitOfWork,
} from '../kernel/index.ts'
import type { FileTransaction } from './file-ports.ts'

export interface MemberPicturePorts {
  readonly unitOfWork: UnitOfWork<
    FileTransaction & { readonly members: MemberStore; readonly events: EventRecorder }
  >
  readonly clock: Clock
  readonly ids: IdSource
}

/** Shows the caller with this picture from now on, or with none. */
export const changeOwnPicture =
  ({ unitOfWork, clock, ids }: MemberPicturePorts) =>
  (principal: MemberPrincipal, avatar: StoredFile | null): Promise<Result<Myself, UnknownCredential>> =>
    unitOfWork.run(principal.organizationId, async (tx) => {
      const found = await tx.members.find(principal.member.id)
      if (!found) return err({ code: 'access/unknown-credential' })
      const at = clock.now()
      const { avatar: _before, ...bare } = found
      const member = { ...bare, ...(avatar && { avatar }), updatedAt: at }
      await tx.members.update(member)
      const holder = { type: 'member', id: member.id } as const
      if (avatar) await tx.files.hold(avatar.id, holder, at)
      else await tx.files.letGo(holder)
      await tx.events.record([memberEvent('member.updated', member, { ids, principal, at })])
      return ok({ member, profile: await tx.members.profile(member.id) })
    })
