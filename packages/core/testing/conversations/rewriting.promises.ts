import type { ConversationFact, ConversationState, MessageKey, SentMessage } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { messageFact } from './facts.ts'
import { recordIn, say, startConversation, stateNow } from './recording.ts'

type Conversation = ConversationState['conversation']

/** The message that a change is given for this key. */
const askedAbout = async (
  { storage, world }: Given,
  { organizationId, id }: Conversation,
  about: MessageKey | undefined,
): Promise<SentMessage | null> => {
  let seen: SentMessage | null = null
  await storage.conversationStore.change(
    { organizationId, id },
    {
      at: world.clock.now(),
      about,
      decide: (_state, found) => {
        seen = found
        return { ok: true, value: { facts: [], answer: () => ({}) } }
      },
      actor: () => ({ type: 'system' }),
    },
  )
  return seen
}

/** Changes a message under the lock, and answers what became of it. */
const rewrite = (
  { storage, world }: Given,
  { organizationId, id }: Conversation,
  about: MessageKey,
  fact: (message: SentMessage) => ConversationFact,
): Promise<unknown> =>
  storage.conversationStore.change(
    { organizationId, id },
    {
      at: world.clock.now(),
      about,
      decide: (_state, found) => ({
        ok: true,
        value: {
          facts: found ? [fact(found)] : [],
          answer: ({ changed: [after] }) => ({ after: after ?? null }),
        },
      }),
      actor: () => ({ type: 'system' }),
    },
  )

/** What becomes of messages that are there. */
export const rewriting: Promises = {
  'gives the rule the message that it asks about': async (given) => {
    const { conversation } = await seedOrganization(given)
    const first = await say(given, conversation, { sourceId: 'a' })
    const second = await say(given, conversation, { sourceId: `b${'x'.repeat(10_000)}` })
    const again = await say(given, conversation, { sourceId: 'a' })
    const about = (key?: MessageKey) => askedAbout(given, conversation.conversation, key)
    given.expect((await about({ id: first.message.id }))?.message).toEqual(first.message)
    const byNumber = await about({ number: second.message.number })
    given.expect(byNumber?.message).toEqual(second.message)
    given
      .expect(byNumber?.sender)
      .toMatchObject({ type: 'contact', contact: { id: conversation.contact.id } })
    given.expect((await about({ sourceId: second.message.sourceId ?? '' }))?.message).toEqual(second.message)
    given.expect((await about({ sourceId: 'a' }))?.message).toEqual(again.message)
    given.expect(await about({ sourceId: 'c' })).toBeNull()
    given.expect(await about({ number: 0 })).toBeNull()
    given.expect(await about()).toBeNull()
  },

  'gives the rule no message of another conversation': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await startConversation(given, seeded)
    const { message } = await say(given, other, { sourceId: 'elsewhere' })
    for (const key of [{ id: message.id }, { number: message.number }, { sourceId: 'elsewhere' }]) {
      given.expect(await askedAbout(given, seeded.conversation.conversation, key)).toBeNull()
    }
  },

  'keeps what a fact makes of a message, wherever it is shown': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const { id, number } = (await say(given, conversation, { kind: 'outgoing' })).message
    const at = given.world.clock.now() + 1_000
    const { conversation: where } = conversation
    const listed = async () => {
      const window = { before: null, after: null, includeAfter: false, limit: 10, publicOnly: false }
      const [one] = await given.storage.messageQueries.list(organization.id, where.id, window)
      return one?.message
    }
    const answered = await rewrite(given, where, { number }, (message) => ({
      type: 'message.status-changed',
      at,
      message,
      status: 'failed',
      externalError: 'No signal',
    }))
    given.expect(answered).toMatchObject({ value: { after: { message: { id, status: 'failed' } } } })
    const failed = { status: 'failed', contentAttributes: { external_error: 'No signal' }, updatedAt: at }
    given.expect(await listed()).toMatchObject(failed)
    given.expect((await stateNow(given, where)).recent.last?.message).toMatchObject(failed)
    await rewrite(given, where, { number }, (message) => ({ type: 'message.resent', at, message }))
    given.expect(await listed()).toMatchObject({ status: 'sent', contentAttributes: {} })
    await rewrite(given, where, { number }, (message) => ({ type: 'message.deleted', at, message }))
    given.expect(await listed()).toMatchObject({
      content: 'This message was deleted',
      contentType: 'text',
      contentAttributes: { deleted: true },
    })
  },

  'lets changes of one message see each other': async (given) => {
    const { conversation } = await seedOrganization(given)
    const { id } = (await say(given, conversation, { contentAttributes: {} })).message
    const at = given.world.clock.now()
    const { conversation: where } = conversation
    await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        rewrite(given, where, { id }, (message) => {
          const before = message.message.contentAttributes['submitted_values']
          const values = [...(Array.isArray(before) ? before : []), count]
          return { type: 'message.submitted', at, message, values, response: null }
        }),
      ),
    )
    const values = (await askedAbout(given, where, { id }))?.message.contentAttributes['submitted_values']
    given.expect(Array.isArray(values) && values.length).toBe(20)
  },

  'keeps what goes with a message and is not shown': async (given) => {
    const { conversation } = await seedOrganization(given)
    const additionalAttributes = { campaign_id: 7, template_params: { name: 'hello' } }
    const { message } = await say(given, conversation, { additionalAttributes })
    given.expect(message.additionalAttributes).toEqual(additionalAttributes)
    given
      .expect((await askedAbout(given, conversation.conversation, { id: message.id }))?.message)
      .toEqual(message)
  },

  'keeps who last wrote, and how much was written in a minute': async (given) => {
    const { conversation, owner } = await seedOrganization(given)
    const at = given.world.clock.now()
    succeeded(
      await recordIn(given, conversation.conversation, (state) => [
        messageFact(given, state, { createdAt: at }),
        messageFact(given, state, { createdAt: at + 1, kind: 'outgoing' }, { type: 'member', member: owner }),
        messageFact(given, state, { createdAt: at + 2, kind: 'template' }, null),
        messageFact(given, state, { createdAt: at + 3, kind: 'template', contentType: 'input_csat' }, null),
      ]),
    )
    given.expect((await stateNow(given, conversation.conversation)).conversation).toMatchObject({
      lastOutgoingAt: at + 1,
      lastTemplateAt: at + 3,
      surveyedAt: at + 3,
      minuteStartedAt: at,
      minuteMessages: 4,
    })
  },
}
