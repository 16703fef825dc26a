import { describe, expect, it } from '@jest/globals'
import { aMessage } from '../../testing/index.ts'
import type { AssignmentId } from '../kernel/index.ts'
import type { Connection } from './connection.ts'
import { connectionAfter, connectionAfterMessage } from './connection-after.ts'
import { lineOf } from './message-line.ts'

const connection: Connection = {
  line: '+15550000002',
  connectedAt: 1,
  disconnectedAt: null,
  assignmentId: 'assignment' as AssignmentId,
  unlockedAt: null,
  unread: 0,
  readThrough: 0,
  typingSince: null,
}

const received = (number: number, isBlocked = false) =>
  aMessage({ kind: 'incoming', number, line: lineOf('received', { isBlocked }) })

describe('a connection', () => {
  it('counts what went over its line, apart from what a rule kept out', () => {
    const messages = [
      received(5),
      received(6, true),
      aMessage({ kind: 'outgoing', number: 7, line: lineOf('queued') }),
      aMessage({ kind: 'activity', number: 8 }),
      received(9, true),
    ]
    const after = messages.reduce((before, message) => connectionAfterMessage(before, message, 2), connection)
    expect(after).toEqual({
      ...connection,
      unlockedAt: 2,
      unread: 1,
      told: { count: 2, last: 7 },
      blocked: { count: 2, last: 9 },
    })
  })

  it('goes on counting when it is opened again', () => {
    const before = connectionAfterMessage(connection, received(5), 2)
    const opened = { ...connection, connectedAt: 3 }
    expect(connectionAfter(before, { type: 'connection.opened', connection: opened } as never)).toMatchObject(
      {
        connectedAt: 3,
        told: { count: 1, last: 5 },
      },
    )
  })
})
