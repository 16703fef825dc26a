import { describe, expect, it } from '@jest/globals'
import {
  createMemoryStorage,
  createTestWorld,
  drain,
  newConsumer,
  recordIn,
  say,
  seedOrganization,
} from '../../testing/index.ts'
import { HOUR, type Mail, type MailOutcome } from '../kernel/index.ts'
import { sendTranscripts, TRANSCRIPT_TRIGGERS } from './send-transcripts.ts'

const setUp = async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const seeded = await seedOrganization({ storage, world })
  const sent: Mail[] = []
  let answers: (MailOutcome | Error)[] = []
  const send = sendTranscripts({
    ...storage,
    clock: world.clock,
    mailer: {
      send: async (mail) => {
        const answer = answers.shift() ?? 'sent'
        if (answer instanceof Error) throw answer
        if (answer === 'sent') sent.push(mail)
        return answer
      },
    },
  })
  const ask = (email: string) =>
    recordIn({ storage, world }, seeded.conversation.conversation, () => [
      { type: 'conversation.transcript-requested', at: world.clock.now(), email },
    ])
  const events = async () =>
    (await drain({ storage }, seeded.organization.id, newConsumer({ world }))).filter(({ type }) =>
      TRANSCRIPT_TRIGGERS.includes(type),
    )
  return {
    seeded,
    world,
    storage,
    sent,
    ask,
    answerWith: (...next: (MailOutcome | Error)[]) => {
      answers = next
    },
    handle: async () => send(seeded.organization.id, await events()),
  }
}

const to = (mails: readonly Mail[]) => mails.map((mail) => mail.to)

describe('transcripts', () => {
  it('hold what the contact may see of the conversation until they were asked for', async () => {
    const { ask, handle, seeded, sent, ...ports } = await setUp()
    const { conversation, owner } = seeded
    const member = { type: 'member', member: owner } as const
    await say(ports, conversation, { content: 'Is <b>it</b> there?\nI need it' })
    await say(ports, conversation, { content: 'It is', kind: 'outgoing' }, member)
    await say(ports, conversation, { content: 'A note', kind: 'outgoing', private: true }, member)
    await say(ports, conversation, { content: 'Somebody did something', kind: 'activity' }, null)
    await ask('grace@example.test')
    await say(ports, conversation, { content: 'Later' })
    await handle()
    expect(to(sent)).toEqual(['grace@example.test'])
    const [mail] = sent
    expect(mail?.subject).toBe(`[#${conversation.conversation.number}] Conversation transcript`)
    const name = seeded.contact.name
    expect(mail?.text).toBe(
      [
        `Conversation with ${name}\n`,
        `${name}, 2026-01-05 09:00 UTC\nIs <b>it</b> there?\nI need it\n`,
        'Olive, 2026-01-05 09:00 UTC\nIt is\n',
      ].join('\n'),
    )
    expect(mail?.html).toContain('Is &lt;b&gt;it&lt;/b&gt; there?<br>I need it')
  })

  it('are tried again when they cannot be sent, without those that were', async () => {
    const { answerWith, ask, handle, sent } = await setUp()
    for (const email of ['a@acme.test', 'b@acme.test', 'c@acme.test']) await ask(email)
    answerWith('sent', new Error('No mail server'), 'sent')
    await expect(handle()).rejects.toThrow('No mail server')
    expect(to(sent)).toEqual(['a@acme.test', 'c@acme.test'])
    await handle()
    expect(to(sent)).toEqual(['a@acme.test', 'c@acme.test', 'b@acme.test'])
  })

  it('are given up when they are refused for good, and after an hour', async () => {
    const { answerWith, ask, handle, sent, world } = await setUp()
    await ask('nobody@acme.test')
    answerWith('refused')
    await handle()
    await ask('late@acme.test')
    world.clock.advance(HOUR)
    answerWith(new Error('No mail server'))
    await handle()
    expect(sent).toEqual([])
  })
})
