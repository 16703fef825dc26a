import { isPhoneNumber } from '@parlance/core'
import { z } from 'zod'
import { listOf, urlOf, wholeNumber } from './values.ts'
import type { Variable } from './variable.ts'

/** A router and a pool of eight: numbers that nobody has. */
const EMBEDDED = Array.from({ length: 9 }, (_, at) => `+1555000000${at + 1}`).join(',')

const lines = listOf(isPhoneNumber, 'a phone number in E.164 such as +15550000001').superRefine(
  (numbers, context) => {
    if (numbers.length < 2)
      context.addIssue({ code: 'custom', message: 'must be a router and one line of the pool at least' })
    if (new Set(numbers).size < numbers.length)
      context.addIssue({ code: 'custom', message: 'must name each line once' })
  },
)

/** The outside lines, on which people talk with agent identities. */
export const LINE_VARIABLES = {
  imessageLines: {
    name: 'PARLANCE_IMESSAGE_LINES',
    standard: EMBEDDED,
    standardInWords: '+15550000001, and a pool from +15550000002 to +15550000009',
    schema: lines,
    meaning:
      'The lines on which people talk with agent identities, as phone numbers in E.164, separated by commas. The first is the router, which people text `connect @handle`; the others are the pool that carries connections: as many can one person have.',
    example: '+15550000001,+15550000002,+15550000003',
  },
  imessageGatewayUrl: {
    name: 'PARLANCE_IMESSAGE_GATEWAY_URL',
    standard: null,
    standardInWords: 'none: the loopback takes everything, and keeps the last 1,000 in memory',
    schema: urlOf(['http:', 'https:']),
    meaning: 'Where the provider of the lines takes what goes out.',
    example: 'https://lines.example.com/outbound',
  },
  imessageGatewaySecret: {
    name: 'PARLANCE_IMESSAGE_GATEWAY_SECRET',
    standard: null,
    standardInWords: 'none: what goes out is not signed',
    schema: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'must be whsec_ and at least 12 bytes in base64'),
    meaning:
      'Signs what goes out to PARLANCE_IMESSAGE_GATEWAY_URL, with the headers of Standard Webhooks. The provider has the same.',
    example: 'whsec_b3BlbnNzbCByYW5kIC1iYXNlNjQgMzIgbWFrZXMgMSE=',
  },
  imessageGatewayTimeout: {
    name: 'PARLANCE_IMESSAGE_GATEWAY_TIMEOUT_MS',
    standard: '10000',
    schema: wholeNumber(100, 25_000),
    meaning:
      'Milliseconds that one call of the provider may take, from the connection to the end of the answer.',
    example: '5000',
  },
} as const satisfies Record<string, Variable>
