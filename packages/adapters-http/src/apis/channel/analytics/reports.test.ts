import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY, drainOnce, HOUR, MINUTE, type Team } from '@parlance/core'
import { inWork, recordIn, START, startConversation } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer

const seconds = (at: number) => at / 1_000
const RANGE = `since=${seconds(START)}&until=${seconds(START + 3 * DAY)}`

/** Lets the consumers of the log do their work. */
const consume = async () => {
  const { engine, storage, seeded } = server
  for (const consumer of engine.consumers.filter(({ name }) => name === 'analytics')) {
    while ((await drainOnce(storage.eventLog, consumer, seeded.organization.id)).length > 0) {
      // Until there is no more.
    }
  }
}

/** What an administrator is answered under the second version's path. */
const ask = async (path: string, token = server.seeded.tokens.owner) =>
  server.ask('GET', `/api/v2/accounts/${server.seeded.organization.number}/${path}`, { token })

const told = async (path: string) => {
  const answer = await ask(path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
  return answer.json
}

/** A contact writes; ten minutes later an agent answers, is asked again, answers after another hour, and resolves. */
const talk = async () => {
  const { world, seeded, account, publicInbox } = server
  const [token] = seeded.tokens.agents
  const conversation = `conversations/${seeded.conversation.conversation.number}`
  const write = () =>
    server.ask('POST', `${publicInbox}/contacts/${seeded.contactPoint.sourceId}/${conversation}/messages`, {
      body: { content: 'Hello?' },
    })
  const answer = (path: string, body: object) =>
    server.ask('POST', `${account}/${conversation}/${path}`, { token, body })
  await write()
  world.clock.advance(10 * MINUTE)
  await answer('messages', { content: 'Hi!' })
  await answer('messages', { content: 'A note', private: true })
  await write()
  world.clock.advance(HOUR)
  await answer('messages', { content: 'Sorry.' })
  world.clock.advance(DAY)
  await answer('assignments', { assignee_id: seeded.agents[0]?.number })
  await answer('toggle_status', { status: 'resolved' })
}

/** The conversation is left to a team. */
const leaveToTeam = async () => {
  const { storage, world, seeded } = server
  const team = await inWork({ storage }, seeded.organization.id, (tx) =>
    tx.teams.insert({
      id: world.ids.next(),
      organizationId: seeded.organization.id,
      name: 'night shift',
      description: null,
      allowAutoAssign: false,
      icon: null,
      iconColor: null,
      createdAt: START,
      updatedAt: START,
    }),
  )
  if (!team) throw new Error('The name is taken')
  await recordIn(server, seeded.conversation.conversation, () => [
    { type: 'conversation.team-changed', at: START, team },
  ])
  return team
}

let team: Team
let label: number
beforeAll(async () => {
  server = await openTestServer()
  const made = await server.owner('POST', '/labels', { title: 'vip' })
  label = (made.json as { id: number }).id
  const { number } = server.seeded.conversation.conversation
  await server.owner('POST', `/conversations/${number}/labels`, { labels: ['vip'] })
  team = await leaveToTeam()
  await talk()
  await consume()
})
afterAll(() => server.close())

describe('GET reports', () => {
  const series = (query: string) => told(`reports?${RANGE}&${query}`)
  const points = (values: object[]) =>
    values.map((value, day) => ({
      timestamp: expect.any(Number),
      ...value,
      ...(day === 0 && { timestamp: seconds(START - 9 * HOUR) }),
    }))

  it.each([
    ['conversations_count', [{ value: 1 }, { value: 0 }, { value: 0 }, { value: 0 }]],
    ['incoming_messages_count', [{ value: 2 }, { value: 0 }, { value: 0 }, { value: 0 }]],
    ['outgoing_messages_count', [{ value: 2 }, { value: 0 }, { value: 0 }, { value: 0 }]],
    ['resolutions_count', [{ value: 0 }, { value: 1 }, { value: 0 }, { value: 0 }]],
    ['bot_resolutions_count', [{ value: 0 }, { value: 0 }, { value: 0 }, { value: 0 }]],
    ['bot_handoffs_count', [{ value: 0 }, { value: 0 }, { value: 0 }, { value: 0 }]],
    [
      'avg_first_response_time',
      [
        { value: 600, count: 1 },
        { value: 0, count: 0 },
        { value: 0, count: 0 },
        { value: 0, count: 0 },
      ],
    ],
    [
      'reply_time',
      [
        { value: 3_600, count: 1 },
        { value: 0, count: 0 },
        { value: 0, count: 0 },
        { value: 0, count: 0 },
      ],
    ],
    [
      'avg_resolution_time',
      [
        { value: 0, count: 0 },
        { value: 90_600, count: 1 },
        { value: 0, count: 0 },
        { value: 0, count: 0 },
      ],
    ],
  ])('tells %s day by day', async (metric, expected) => {
    expect(await series(`metric=${metric}&type=account`)).toEqual(points(expected))
  })

  it('is finer or coarser as it is asked, by the clock of who asks', async () => {
    const weeks = await series('metric=conversations_count&group_by=week&timezone_offset=-3')
    expect(weeks).toEqual([{ value: 1, timestamp: Date.UTC(2026, 0, 4, 3) / 1_000 }])
    expect(await series('metric=conversations_count&group_by=hour')).toHaveLength(72)
    expect(await series('metric=conversations_count&group_by=month')).toEqual([
      { value: 1, timestamp: Date.UTC(2026, 0, 1) / 1_000 },
    ])
    expect(await series('metric=conversations_count&group_by=year&timezone_offset=5.5')).toHaveLength(1)
  })

  it('is about one agent or inbox', async () => {
    const { agents, inbox } = server.seeded
    const sum = async (query: string) =>
      ((await series(query)) as { value: number }[]).reduce((total, { value }) => total + value, 0)
    expect(await sum(`metric=outgoing_messages_count&type=agent&id=${agents[0]?.number}`)).toBe(2)
    expect(await sum(`metric=outgoing_messages_count&type=agent&id=${agents[1]?.number}`)).toBe(0)
    expect(await sum(`metric=conversations_count&type=agent&id=${agents[0]?.number}`)).toBe(1)
    expect(await sum(`metric=conversations_count&type=inbox&id=${inbox.number}`)).toBe(1)
    expect(await sum(`metric=incoming_messages_count&type=team&id=${team.number}`)).toBe(2)
    expect(await sum(`metric=incoming_messages_count&type=label&id=${label}`)).toBe(2)
  })

  it('counts working hours where there are any', async () => {
    const { inbox } = server.seeded
    const query = `${RANGE}&metric=avg_resolution_time&business_hours=true`
    expect(((await told(`reports?${query}`)) as { value: number }[])[1]?.value).toBe(90_600)
    expect(inbox.workingHoursEnabled).toBe(false)
  })

  it.each([
    ['type=account', 'param is missing or the value is empty: metric'],
    ['metric=nonsense', 'Metric is not included in the list'],
    ['metric=reply_time&type=planet', 'Type is not included in the list'],
    ['metric=reply_time&type=agent', 'param is missing or the value is empty: id'],
    ['metric=reply_time&group_by=second', 'Group by is not included in the list'],
    ['metric=reply_time&timezone_offset=99', 'Timezone offset must be less than or equal to 14'],
    ['metric=reply_time&timezone_offset=east', 'Timezone offset is invalid'],
    ['metric=reply_time&since=yesterday', 'Since is invalid'],
    ['metric=reply_time&since=20&until=10', 'Until must be a time after since'],
    [
      'metric=reply_time&since=0&group_by=hour',
      'Group by must be a longer unit: a report has at most 2000 points',
    ],
  ])('refuses %s', async (query, words) => {
    const answer = await ask(`reports?${query}`)
    const { error, message } = answer.json as { error?: string; message?: string }
    expect([answer.status, message ?? error]).toEqual([422, words])
  })

  it('finds nothing that is not of the account', async () => {
    for (const type of ['agent', 'inbox', 'label', 'team']) {
      const answer = await ask(`reports?metric=reply_time&type=${type}&id=987654`)
      expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    }
  })
})

describe('GET reports/summary', () => {
  const none = {
    conversations_count: 0,
    incoming_messages_count: 0,
    outgoing_messages_count: 0,
    avg_first_response_time: 0,
    avg_resolution_time: 0,
    resolutions_count: 0,
    reply_time: 0,
  }
  const all = {
    conversations_count: 1,
    incoming_messages_count: 2,
    outgoing_messages_count: 2,
    avg_first_response_time: 600,
    avg_resolution_time: 90_600,
    resolutions_count: 1,
    reply_time: 3_600,
  }

  it('tells everything, with the period before', async () => {
    expect(await told(`reports/summary?type=account&${RANGE}`)).toEqual({ ...all, previous: none })
    const next = `since=${seconds(START + 3 * DAY)}&until=${seconds(START + 6 * DAY)}`
    expect(await told(`reports/summary?type=account&${next}`)).toEqual({ ...none, previous: all })
  })
})

describe('GET reports/conversations and live_reports', () => {
  it('tell how it stands', async () => {
    const counts = { open: 0, unattended: 0, unassigned: 0, pending: 0 }
    expect(await told('reports/conversations?type=account')).toEqual(counts)
    expect(await told('live_reports/conversation_metrics')).toEqual(counts)
    const agents = (await told('reports/conversations?type=agent')) as { id: number; metric: object }[]
    expect(agents).toHaveLength(3)
    expect(agents[0]).toMatchObject({ name: 'Agent 1', metric: { open: 0, unattended: 0 } })
    expect(await told('reports/conversations?type=agent&page=2')).toEqual([])
    expect(await told('live_reports/grouped_conversation_metrics?group_by=assignee_id')).toEqual([])
    const { seeded } = server
    await startConversation(server, seeded, { status: 'open' })
    const open = { open: 1, unattended: 1, unassigned: 1 }
    expect(await told('live_reports/grouped_conversation_metrics?group_by=assignee_id')).toEqual([
      { assignee_id: null, ...open },
    ])
    expect(await told('live_reports/grouped_conversation_metrics?group_by=team_id')).toEqual([
      { team_id: null, ...open },
    ])
    expect(await told('live_reports/conversation_metrics')).toEqual({ ...open, pending: 0 })
    expect(await told(`live_reports/conversation_metrics?team_id=${team.number}`)).toEqual(counts)
    expect((await ask('live_reports/conversation_metrics?team_id=987654')).status).toBe(404)
  })

  it('refuse what they cannot group, and say nothing when nothing was asked', async () => {
    expect(await ask('reports/conversations')).toMatchObject({ status: 422, text: '' })
    expect(await ask('live_reports/grouped_conversation_metrics?group_by=moon')).toMatchObject({
      status: 422,
      json: { error: 'invalid group_by' },
    })
  })
})

describe('GET summary_reports', () => {
  it('tell of each agent and inbox, with nulls where nothing was measured', async () => {
    const [first, second] = server.seeded.agents
    const line = {
      conversations_count: 1,
      resolved_conversations_count: 1,
      avg_resolution_time: 90_600,
      avg_first_response_time: 600,
      avg_reply_time: 3_600,
    }
    const agents = await told(`summary_reports/agent?${RANGE}`)
    expect(agents).toContainEqual({ id: first?.number, ...line })
    expect(agents).toContainEqual({
      id: second?.number,
      conversations_count: 0,
      resolved_conversations_count: 0,
      avg_resolution_time: null,
      avg_first_response_time: null,
      avg_reply_time: null,
    })
    expect(await told(`summary_reports/inbox?${RANGE}`)).toEqual([
      { id: server.seeded.inbox.number, ...line },
    ])
    expect(await told(`summary_reports/team?${RANGE}`)).toEqual([{ id: team.number, ...line }])
    expect(await told(`summary_reports/label?${RANGE}`)).toEqual([{ id: label, ...line }])
  })

  it('tell of each type of channel, for at most six months', async () => {
    expect(await told(`summary_reports/channel?${RANGE}`)).toEqual({
      'Channel::Api': { open: 0, resolved: 1, pending: 0, snoozed: 0, total: 1 },
    })
    expect(await told('summary_reports/channel?since=0&until=1')).toEqual({})
    expect((await ask('summary_reports/channel?since=0')).status).toBe(422)
  })
})

describe('reports as files', () => {
  const file = async (path: string) => {
    const answer = await ask(`reports/${path}${path.includes('?') ? '&' : '?'}${RANGE}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="\w+_2026-01-05_2026-01-08\.csv"$/,
    )
    return answer.text.split('\r\n')
  }

  it('have a row for each agent, inbox, label', async () => {
    expect(await file('agents')).toEqual([
      'Agent,Conversations,Average first response time (seconds),Average resolution time (seconds),Average reply time (seconds),Resolutions',
      'Agent 1,1,600,90600,3600,1',
      'Agent 2,0,,,,0',
      'Olive,0,,,,0',
      '',
    ])
    expect((await file('inboxes'))[1]).toBe(`${server.seeded.inbox.name},1,600,90600,3600,1`)
    expect((await file('teams'))[1]).toBe('night shift,1,600,90600,3600,1')
    expect((await file('labels'))[1]).toBe('vip,1,600,90600,3600,1')
  })

  it('have a row for each day, or a column', async () => {
    const days = await file('conversations_summary')
    expect(days.slice(1, 3)).toEqual([
      '2026-01-05 00:00,1,2,2,600,,3600,0',
      '2026-01-06 00:00,0,0,0,,90600,,1',
    ])
    const hours = await file('conversation_traffic?timezone_offset=2')
    expect(hours[0]).toBe('Hour,2026-01-05,2026-01-06,2026-01-07,2026-01-08')
    expect(hours[12]).toBe('11:00,1,0,0,0')
    expect(hours).toHaveLength(26)
  })
})

describe('reports', () => {
  it.each([
    'reports?metric=reply_time',
    'reports/summary',
    'reports/conversations?type=account',
    'reports/agents',
    'reports/conversation_traffic',
    'summary_reports/agent',
    'summary_reports/channel',
    'live_reports/conversation_metrics',
    'live_reports/grouped_conversation_metrics?group_by=assignee_id',
  ])('%s is for administrators', async (path) => {
    expect(await ask(path, server.seeded.tokens.agents[0])).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to do this action' },
    })
  })

  it('count an event once, however often it is handed over', async () => {
    const { engine, storage, seeded } = server
    const analytics = engine.consumers.find(({ name }) => name === 'analytics')
    if (!analytics) throw new Error('There is no such consumer')
    // Under another name it begins at the beginning, as after a crash before its cursor was kept.
    const again = { ...analytics, name: 'analytics-again' }
    while ((await drainOnce(storage.eventLog, again, seeded.organization.id)).length > 0) {
      // Until there is no more.
    }
    expect(await told(`reports/summary?${RANGE}`)).toMatchObject({
      incoming_messages_count: 2,
      resolutions_count: 1,
    })
  })
})
