import { describe, expect, it } from '@jest/globals'
import { aSentMessage, START } from '../../testing/index.ts'
import { lineOf } from './message-line.ts'
import { rewritten } from './rewrite-message.ts'

describe('a message that is sent again on a line', () => {
  it('goes out as it was, and forgets what it failed of', () => {
    const said = {
      sendStyle: 'slam',
      media: [{ url: 'https://files.acme.test/lamp.png', contentType: 'image/png', size: 1 }],
    } as const
    const line = lineOf('error', { ...said, errorCode: '31', errorMessage: 'Busy', externalId: 'out-1' })
    const message = aSentMessage({ kind: 'outgoing', status: 'failed', line })
    const after = rewritten({ type: 'message.resent', at: START, message })
    expect(after.status).toBe('sent')
    expect(after.line).toEqual(lineOf('pending', said))
  })
})
