import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  aConversationState,
  aMember,
  anAgentIdentity,
  anInbox,
  asPrincipal,
  createMemoryStorage,
  createTestWorld,
  fixtureId,
  type Installation,
  installed,
  succeeded,
} from '../../testing/index.ts'
import type { ContactVerdict } from '../contacts/index.ts'
import { type ConversationFact, type ConversationState, lineOf, recordFacts } from '../conversations/index.ts'
import { policyOf } from '../inboxes/index.ts'
import type { ContactRuleId, ConversationId, MessageId, Result } from '../kernel/index.ts'
import { decidePost } from '../messages/index.ts'
import { mayReach } from './connection-access.ts'
import { decideAssign } from './decide-assignment.ts'
import { decideConnect, decideDisconnect } from './decide-connection.ts'
import { decideSent } from './decide-sent.ts'
import { decideShowTyping } from './decide-typing.ts'

const COMMANDS = [
  'connect',
  'inbound',
  'send',
  'take over',
  'hand back',
  'disconnect',
  'block',
  'unblock',
  'type',
  'tap back',
] as const

type Command = (typeof COMMANDS)[number]

const lives = fc.array(fc.constantFrom(...COMMANDS), { minLength: 1, maxLength: 40 })

/** All that decides what an agent identity may do. */
interface Model {
  readonly known: boolean
  readonly connected: boolean
  readonly unlocked: boolean
  readonly holder: 'identity' | 'member' | null
  readonly blocked: boolean
}

const NEW: Model = { known: false, connected: false, unlocked: false, holder: null, blocked: false }

/** What is so after a command, in a few words. */
const next = (model: Model, command: Command): Model => {
  switch (command) {
    case 'connect':
      // Whom a rule keeps out learns nothing of the agent identity, and stays as it is.
      if (model.connected || model.blocked) return model
      return { ...model, known: true, connected: true, holder: model.holder ?? 'identity' }
    case 'inbound':
      return model.connected && !model.blocked ? { ...model, unlocked: true } : model
    case 'take over':
      return model.known ? { ...model, holder: 'member' } : model
    case 'hand back':
      return model.known ? { ...model, holder: model.connected ? 'identity' : null } : model
    case 'disconnect':
      return { ...model, connected: false, holder: model.holder === 'identity' ? null : model.holder }
    case 'block':
    case 'unblock':
      return { ...model, blocked: command === 'block' }
    default:
      return model
  }
}

/** Why an agent identity may not act; null when it may. */
const refusalOf = (model: Model): string | null => {
  if (model.blocked) return 'contact/blocked-by-rule'
  if (!model.connected || model.holder !== 'identity') return 'assignment/released'
  return model.unlocked ? null : 'connection/no-inbound-yet'
}

const codeOf = (result: Result<unknown, { readonly code: string }>): string | null =>
  result.ok ? null : result.error.code

describe('the rules of a connection, whatever happens in whatever order', () => {
  const identity = anAgentIdentity({ inboxId: fixtureId(21), imessageEnabled: true })
  const owner = asPrincipal(aMember({ role: 'administrator' }))
  const inbox = policyOf(anInbox({ channel: { ...anInbox().channel, type: 'imessage' } }))
  const blockedBy = { allowed: false, ruleId: fixtureId<'contact_rule'>(91) } as const

  let count = 100
  const id = <K extends string>() => {
    count += 1
    return fixtureId<K>(count)
  }
  const now = 1_767_600_000_000

  const ids = () => ({ assignment: id<'assignment'>(), activity: id<'message'>() })

  /** The facts of a command. */
  const factsOf = (state: ConversationState, command: Command, verdict: ContactVerdict) => {
    const facts = (result: Result<{ readonly facts: readonly ConversationFact[] }, unknown>) =>
      result.ok ? result.value.facts : []
    const open = mayReach(state, { identity, verdict })
    const assignmentId = open.ok ? open.value.assignmentId : null
    switch (command) {
      case 'connect':
        return verdict.allowed
          ? facts(decideConnect(state, { identity, line: '+15550000002', assignmentId: id(), now }))
          : []
      case 'disconnect':
        return facts(decideDisconnect(state, { now }))
      case 'take over':
        return facts(decideAssign(state, { principal: owner, member: owner.member, ids: ids(), now }))
      case 'hand back':
        return facts(
          decideAssign(state, { principal: owner, member: null, backTo: identity, ids: ids(), now }),
        )
      case 'inbound':
        return state.conversation.connection?.disconnectedAt === null
          ? facts(said(state, !verdict.allowed))
          : []
      case 'send':
        return assignmentId
          ? facts(
              decideSent(state, {
                identity,
                assignmentId,
                messageId: id(),
                text: 'Hi',
                media: [],
                sendStyle: null,
                externalId: null,
                now,
              }),
            )
          : []
      case 'type':
        return assignmentId
          ? facts(decideShowTyping(state, { identity, askedAtSeq: state.conversation.lastSeq, now }))
          : []
      default:
        return []
    }
  }

  const said = (state: ConversationState, isBlocked: boolean) =>
    decidePost(state, {
      principal: {
        type: 'contact_point',
        organizationId: state.organization.id,
        inboxId: state.inbox.id,
        sourceId: state.contactPoint.sourceId,
      },
      input: {
        kind: 'incoming',
        private: false,
        content: 'Hello',
        contentType: 'text',
        contentAttributes: {},
        sourceId: null,
        line: lineOf('received', { isBlocked }),
      },
      about: null,
      speaker: null,
      ids: { message: id(), activity: id(), automatic: id() },
      templates: undefined,
      perMinute: 1_000,
      now,
    })

  it('let the agent identity act through its active assignment, and through nothing else', () => {
    fc.assert(
      fc.property(lives, (commands) => {
        let model: Model = { ...NEW, known: true }
        let state = aConversationState({ inbox })
        const active = new Set<string>()
        for (const command of commands) {
          const before: ContactVerdict = model.blocked ? blockedBy : { allowed: true }
          const recording = recordFacts(state, factsOf(state, command, before), {
            actor: { type: 'system' },
            nextEventId: () => id(),
            nextMessageNumber: () => state.conversation.messageCount + 1,
          })
          for (const { id: made } of recording.made) active.add(made)
          for (const { id: released } of recording.released) expect(active.delete(released)).toBe(true)
          expect(active.size).toBeLessThanOrEqual(1)
          const seqs = recording.events.map(({ seq }) => seq)
          expect(seqs).toEqual(seqs.map((_seq, at) => state.conversation.lastSeq + at + 1))
          state = recording.state
          model = next(model, command)
          const verdict: ContactVerdict = model.blocked ? blockedBy : { allowed: true }
          expect(codeOf(mayReach(state, { identity, verdict }))).toBe(refusalOf(model))
          expect(state.assignment?.holder.type ?? null).toBe(
            model.holder && (model.holder === 'identity' ? 'agent_identity' : 'member'),
          )
        }
      }),
      { numRuns: 300 },
    )
  })
})

interface Life {
  readonly on: Installation
  line: string
  conversationId: ConversationId | null
  messageId: MessageId | null
  ruleId: ContactRuleId | null
  sent: number
}

describe('a connection on storage, whatever happens in whatever order', () => {
  const carryOut = async (life: Life, command: Command, number: number | null): Promise<string | null> => {
    const { engine, agent, owner, identity, human } = life.on
    const { conversationId, messageId } = life
    switch (command) {
      case 'connect': {
        const { connection } = succeeded(await life.on.command(`connect @${identity.handle}`))
        if (connection) life.line = connection.line
        return null
      }
      case 'disconnect':
        succeeded(await life.on.command(`disconnect @${identity.handle}`))
        return null
      case 'inbound': {
        const brought = await life.on.say(life.line || life.on.gateway.lines.pool[0] || '', 'Hello')
        if (brought.ok && brought.value.conversationId) life.conversationId = brought.value.conversationId
        if (brought.ok && !life.ruleId) life.messageId = brought.value.messageId ?? life.messageId
        return null
      }
      case 'take over':
      case 'hand back':
        if (number !== null) {
          const member = command === 'take over' ? owner.member.number : null
          succeeded(await engine.assignments.assign(owner, number, member))
        }
        return null
      case 'block':
        if (!life.ruleId) {
          const rule = { action: 'block', number: human } as const
          life.ruleId = succeeded(await engine.contactRules.create(owner, identity.id, rule)).id
        }
        return null
      case 'unblock':
        if (life.ruleId) {
          const key = { agentIdentityId: identity.id, id: life.ruleId }
          succeeded(await engine.contactRules.remove(owner, key))
          life.ruleId = null
        }
        return null
      case 'send': {
        const to = { remoteNumber: human, agentIdentityId: null }
        const sent = await engine.connections.send(agent, to, { text: 'Hi', media: [], sendStyle: null })
        if (sent.ok) life.sent += 1
        return codeOf(sent)
      }
      case 'type':
        return conversationId ? codeOf(await engine.connections.type(agent, { conversationId })) : null
      case 'tap back':
        return messageId
          ? codeOf(await engine.connections.tapBack(agent, { messageId, reaction: 'like', partIndex: 0 }))
          : null
    }
  }

  it('keeps one active assignment, all of its history, and sends through nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (commands) => {
        const world = createTestWorld()
        const storage = createMemoryStorage(world)
        const on = await installed({ storage, world })
        const life: Life = { on, line: '', conversationId: null, messageId: null, ruleId: null, sent: 0 }
        const { organizationId } = on.owner
        let model = NEW
        let history = new Map<string, number>()
        for (const command of commands) {
          world.clock.advance(1)
          const number = model.known ? 1 : null
          const acts =
            command === 'send' ||
            (command === 'type' && life.conversationId) ||
            (command === 'tap back' && life.messageId)
          const code = await carryOut(life, command, number)
          model = next(model, command)
          if (acts && model.known) expect(code).toBe(refusalOf(model))
          if (command === 'send' && !model.known) expect(code).toBe('connection/unknown-recipient')
          const state = model.known
            ? await storage.conversationQueries.find(organizationId, { number: 1 })
            : null
          if (!state) continue
          const all = await storage.conversationStore.assignments(organizationId, state.conversation.id)
          expect(all.filter(({ status }) => status === 'active').length).toBe(model.holder === null ? 0 : 1)
          const after = new Map(all.map(({ id, assignedAt }) => [id as string, assignedAt]))
          for (const [id, at] of history) expect(after.get(id)).toBe(at)
          history = after
        }
        expect(on.gateway.carried.filter(({ kind }) => kind === 'message')).toHaveLength(life.sent)
        const log = await storage.eventLog.after(organizationId, null, 1_000)
        const seqs = log.flatMap(({ event }) => event.seq ?? [])
        expect(seqs).toEqual(seqs.map((_seq, at) => at + 1))
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
