import { type Forbidden, permit } from '../access/index.ts'
import type { FileTransaction } from '../files/index.ts'
import { err, ok, type Result, type StoredFile } from '../kernel/index.ts'
import type { ChangeInboxPorts, InboxTransaction } from './change-inbox.ts'
import type { Inbox } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import { inboxEvents } from './inbox-events.ts'
import type { InboxKeeper } from './inbox-keeper.ts'

/** Shows an inbox with this picture from now on, or with none. */
export const changeInboxPicture =
  <Tx extends InboxTransaction & FileTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    number: number,
    avatar: StoredFile | null,
  ): Promise<Result<Inbox, Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.inboxes.findByNumber(number)
      if (!before) return err({ code: 'inbox/not-found' })
      const at = ports.clock.now()
      const { avatar: _before, ...bare } = before
      const after: Inbox = { ...bare, ...(avatar && { avatar }), updatedAt: at }
      await tx.inboxes.update(after)
      const holder = { type: 'inbox', id: after.id } as const
      if (avatar) await tx.files.hold(avatar.id, holder, at)
      else await tx.files.letGo(holder)
      await tx.events.record([note('inbox.updated', after)])
      return ok(after)
    })
  }
