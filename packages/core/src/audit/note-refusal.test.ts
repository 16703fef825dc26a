import { describe, expect, it } from '@jest/globals'
import { asPrincipal, createTestWorld } from '../../testing/index.ts'
import { type AuditEntry, INSTALLATION, MINUTE } from '../kernel/index.ts'
import { noteRefusal, REFUSALS_TOLD_APART, type RefusedCall } from './note-refusal.ts'

const setUp = () => {
  const world = createTestWorld()
  const entries: AuditEntry[] = []
  const auditLog = { append: (entry: AuditEntry) => entries.push(entry) }
  return { world, entries, ...noteRefusal({ ...world, auditLog, recognise: async () => null }) }
}

const principal = asPrincipal()
const refused: RefusedCall = {
  principal,
  credentials: [],
  operation: 'createTeam',
  code: 'access/forbidden',
  origin: { address: '192.0.2.7', userAgent: 'Browser/1.0' },
}
const stranger = (address: string, operation = 'listTeams'): RefusedCall => ({
  credentials: ['nobody'],
  operation,
  code: 'access/unknown-credential',
  origin: { address },
})

describe('a refused call', () => {
  it('is noted with who called, what, why and from where', async () => {
    const { entries, note, world } = setUp()
    await note(refused)
    expect(entries).toEqual([
      {
        id: expect.any(String),
        organizationId: principal.organizationId,
        occurredAt: world.clock.now(),
        actor: { type: 'member', id: principal.member.id },
        action: 'access.refused',
        subject: { type: 'operation', id: 'createTeam' },
        outcome: 'refused',
        address: '192.0.2.7',
        userAgent: 'Browser/1.0',
        after: { code: 'access/forbidden' },
      },
    ])
  })

  it('is noted once a minute, with how often it was repeated', async () => {
    const { entries, note, world } = setUp()
    for (let time = 0; time < 5; time += 1) await note(refused)
    await note({ ...refused, operation: 'removeTeam' })
    expect(entries.length).toBe(2)
    world.clock.advance(MINUTE)
    await note(refused)
    expect(entries.map(({ subject, after }) => [subject?.id, after?.['repeats']])).toEqual([
      ['createTeam', undefined],
      ['removeTeam', undefined],
      ['createTeam', 4],
      ['createTeam', undefined],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  })

  it('tells what was repeated when the process ends', async () => {
    const { close, entries, note } = setUp()
    for (let time = 0; time < 3; time += 1) await note(refused)
    close()
    close()
    expect(entries.map(({ after }) => after?.['repeats'])).toEqual([undefined, 2])
  })

  it('of a stranger is noted in the log of the installation, once for each address', async () => {
    const { entries, note } = setUp()
    for (const operation of ['a', 'b', 'c']) await note(stranger('192.0.2.1', operation))
    await note(stranger('192.0.2.2'))
    expect(
      entries.map(({ organizationId, actor, address }) => [organizationId, actor.type, address]),
    ).toEqual([
      [INSTALLATION, 'unknown', '192.0.2.1'],
      [INSTALLATION, 'unknown', '192.0.2.2'],
    ])
  })

  it('of more strangers than are told apart is told together, and takes nothing from those who are known', async () => {
    const { close, entries, note } = setUp()
    for (let one = 0; one < REFUSALS_TOLD_APART.unknown + 50; one += 1)
      await note(stranger(`2001:db8::${one}`))
    expect(entries.length).toBe(REFUSALS_TOLD_APART.unknown + 1)
    expect(entries.at(-1)).toMatchObject({ address: undefined, subject: undefined })
    await note(refused)
    expect(entries.at(-1)).toMatchObject({ subject: { id: 'createTeam' } })
    close()
    expect(entries.at(-1)?.after).toMatchObject({ repeats: 49 })
  })
})
