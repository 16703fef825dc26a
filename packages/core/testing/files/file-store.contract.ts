import { fileAttachment, type KeptFile, type OrganizationId } from '../../src/index.ts'
import { recordIn, say } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { START } from '../kernel/stopped-clock.ts'
import { seedOrganization } from '../seed.ts'
import { newKeptFile } from './file.fixtures.ts'

const insert = async (
  given: Given,
  organizationId: OrganizationId,
  overrides: Partial<KeptFile> = {},
): Promise<KeptFile> => {
  const file = newKeptFile(given, organizationId, overrides)
  await inWork(given, organizationId, (tx) => tx.files.insert(file))
  return file
}

const LATE = START + 10_000

/** What every `FileStore` promises, with `FileQueries`. */
export const fileStoreContract = contractOf('FileStore', {
  'finds a file by its token, in its organization only': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { fileQueries } = given.storage
    const file = await insert(given, organization.id)
    given.expect(await fileQueries.byToken(organization.id, file.token)).toEqual(file)
    given.expect(await fileQueries.byToken(other.organization.id, file.token)).toBe(null)
    given.expect(await fileQueries.byToken(organization.id, 'no such token')).toBe(null)
  },

  'tells what expired and belongs to nothing, the longest expired first': async (given) => {
    const { organization, contact } = await seedOrganization(given)
    const { fileQueries } = given.storage
    const second = await insert(given, organization.id, { expiresAt: START + 2 })
    const first = await insert(given, organization.id, { expiresAt: START + 1 })
    await insert(given, organization.id, { expiresAt: LATE + 1 })
    const held = await insert(given, organization.id)
    await inWork(given, organization.id, (tx) =>
      tx.files.hold(held.file.id, { type: 'contact', id: contact.id }, START),
    )
    given.expect(await fileQueries.expired(organization.id, LATE, 10)).toEqual([first, second])
    given.expect(await fileQueries.expired(organization.id, LATE, 1)).toEqual([first])
    given.expect(await fileQueries.expired(organization.id, START, 10)).toEqual([])
  },

  'gives a person one picture, and lets go of the one before': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const holder = { type: 'member', id: owner.id } as const
    const [old, young] = [await insert(given, organization.id), await insert(given, organization.id)]
    const hold = ({ file }: KeptFile) =>
      inWork(given, organization.id, (tx) => tx.files.hold(file.id, holder, START))
    given.expect(await hold(old)).toBe(true)
    given.expect(await hold(young)).toBe(true)
    given
      .expect((await given.storage.fileQueries.byToken(organization.id, young.token))?.heldBy)
      .toEqual(holder)
    const expired = await given.storage.fileQueries.expired(organization.id, LATE, 10)
    given.expect(expired.map(({ file }) => file.id)).toEqual([old.file.id])
    await inWork(given, organization.id, (tx) => tx.files.letGo(holder))
    given.expect(await given.storage.fileQueries.expired(organization.id, LATE, 10)).toHaveLength(2)
  },

  'does not give to one what belongs to another': async (given) => {
    const { organization, inbox, contact } = await seedOrganization(given)
    const { file } = await insert(given, organization.id)
    const hold = (
      holder: { type: 'inbox'; id: typeof inbox.id } | { type: 'contact'; id: typeof contact.id },
    ) => inWork(given, organization.id, (tx) => tx.files.hold(file.id, holder, START))
    given.expect(await hold({ type: 'inbox', id: inbox.id })).toBe(true)
    given.expect(await hold({ type: 'contact', id: contact.id })).toBe(false)
  },

  'removes what belongs to nothing, and nothing else': async (given) => {
    const { organization, contact } = await seedOrganization(given)
    const [loose, held] = [await insert(given, organization.id), await insert(given, organization.id)]
    await inWork(given, organization.id, async (tx) => {
      await tx.files.hold(held.file.id, { type: 'contact', id: contact.id }, START)
      await tx.files.remove([loose.file.id, held.file.id])
    })
    given.expect(await given.storage.fileQueries.byToken(organization.id, loose.token)).toBe(null)
    given.expect(await given.storage.fileQueries.byToken(organization.id, held.token)).not.toBe(null)
  },

  'gives files to the message that carries them, and lets go of them with it': async (given) => {
    const { organization, conversation } = await seedOrganization(given)
    const { fileQueries, messageQueries } = given.storage
    const kept = await insert(given, organization.id)
    const attachments = [fileAttachment(kept.file)]
    const sent = await say(given, conversation, { content: null, attachments })
    given.expect(sent.message.attachments).toEqual(attachments)
    const window = { before: null, after: null, includeAfter: false, limit: 10, publicOnly: false }
    const [read] = await messageQueries.list(organization.id, conversation.conversation.id, window)
    given.expect(read?.message.attachments).toEqual(attachments)
    given.expect((await fileQueries.byToken(organization.id, kept.token))?.heldBy).toEqual({
      type: 'message',
      id: sent.message.id,
    })
    given.expect(await fileQueries.expired(organization.id, LATE * 2, 10)).toEqual([])
    // A failure changes the message, and its files stay.
    await recordIn(given, conversation.conversation, () => [
      { type: 'message.failed', at: START, message: sent, reason: 'gone' },
    ])
    given.expect((await fileQueries.byToken(organization.id, kept.token))?.heldBy).not.toBe(null)
    const [failed] = await messageQueries.list(organization.id, conversation.conversation.id, window)
    given.expect(failed?.message).toMatchObject({ status: 'failed', attachments })
  },

  'lets go of the files of a message that was deleted': async (given) => {
    const { organization, conversation } = await seedOrganization(given)
    const { fileQueries, conversationStore } = given.storage
    const kept = await insert(given, organization.id)
    const sent = await say(given, conversation, { attachments: [fileAttachment(kept.file)] })
    await recordIn(given, conversation.conversation, () => [
      { type: 'message.deleted', at: START, message: sent },
    ])
    const after = await conversationStore.message(organization.id, sent.message.id)
    given.expect(after && 'attachments' in after.message).toBe(false)
    given.expect((await fileQueries.byToken(organization.id, kept.token))?.heldBy).toBe(null)
    const expired = await fileQueries.expired(organization.id, LATE * 2, 10)
    given.expect(expired.map(({ file }) => file.id)).toEqual([kept.file.id])
  },

  'has no attachments on a message without any': async (given) => {
    const { conversation } = await seedOrganization(given)
    const sent = await say(given, conversation)
    const read = await given.storage.conversationStore.message(conversation.organization.id, sent.message.id)
    given.expect(read && 'attachments' in read.message).toBe(false)
  },
})
