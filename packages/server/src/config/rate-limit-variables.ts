import { isIP } from 'node:net'
import { z } from 'zod'
import { isCidr } from './cidr.ts'
import { listOf, wholeNumber, yesOrNo } from './values.ts'
import type { Variable } from './variable.ts'

const isNetwork = (text: string): boolean => isIP(text) !== 0 || isCidr(text)

const MOST = 1_000_000

const numberOf = (standard: number, what: string) => ({
  standard: String(standard),
  schema: wholeNumber(0, MOST),
  meaning: `${what}; 0 for any number.`,
  example: String(standard * 2),
})

const HOW_MANY = /^\d{1,2}$/
const MOST_PROXIES = 10
const isProxies = (text: string): boolean =>
  HOW_MANY.test(text) ? Number(text) >= 1 && Number(text) <= MOST_PROXIES : isNetwork(text)

const WANTED = `a number of proxies from 1 to ${MOST_PROXIES}, or addresses and networks such as 10.0.0.0/8`

/** How many proxies there are, or which. */
const proxies = listOf(isProxies, WANTED)
  .refine((parts) => parts.length === 1 || parts.every(isNetwork), `must be ${WANTED}`)
  .transform((parts): number | readonly string[] => {
    const [only] = parts
    return parts.length === 1 && only !== undefined && HOW_MANY.test(only) ? Number(only) : parts
  })

/** How often callers may ask, and how it is known who asks. */
export const RATE_LIMIT_VARIABLES = {
  trustProxy: {
    name: 'PARLANCE_TRUST_PROXY',
    standard: '',
    standardInWords: 'none',
    schema: proxies,
    meaning:
      'The proxies before this server, which are believed when they tell in X-Forwarded-For where a request comes from: how many there are in a row, or their addresses and networks in CIDR form, separated by commas. Without it the header is ignored, so that nobody can pretend to be somebody else.',
    example: '10.0.0.0/8,fd00::/8',
  },
  rateLimitEnabled: {
    name: 'PARLANCE_RATE_LIMIT_ENABLED',
    standard: 'true',
    schema: yesOrNo,
    meaning:
      'Whether callers are kept within limits. One request too many is answered with 429 and Retry-After.',
    example: 'false',
  },
  rateLimitStore: {
    name: 'PARLANCE_RATE_LIMIT_STORE',
    standard: null,
    standardInWords: '`postgres` with DATABASE_URL, else `memory`',
    schema: z.enum(['memory', 'postgres'], 'must be memory or postgres'),
    meaning:
      'Where requests are counted. With `postgres` all processes on the database share every limit but PARLANCE_RATE_LIMIT_PER_IP; a process takes 2 % of a limit at once, and counts for itself while the database does not answer. With `memory` each process counts for itself.',
    example: 'memory',
  },
  rateLimitAllowedIps: {
    name: 'PARLANCE_RATE_LIMIT_ALLOWED_IPS',
    standard: '',
    standardInWords: 'none',
    schema: listOf(isNetwork, 'an address or a network in CIDR form such as 10.0.0.0/8'),
    meaning:
      'Addresses and networks whose requests are not counted by PARLANCE_RATE_LIMIT_PER_IP, separated by commas. Those from the loopback address never are.',
    example: '10.20.0.0/16,198.51.100.7',
  },
  rateLimitPerIp: {
    name: 'PARLANCE_RATE_LIMIT_PER_IP',
    ...numberOf(
      3000,
      'Requests from one IPv4 address, or one IPv6 network of 64 bits in one minute that this process answers',
    ),
  },
  realtimeConnections: {
    name: 'PARLANCE_REALTIME_CONNECTIONS',
    standard: '10000',
    schema: wholeNumber(1, MOST),
    meaning: 'Connections to /cable that this process holds at most.',
    example: '50000',
  },
  realtimeConnectionsPerIp: {
    name: 'PARLANCE_REALTIME_CONNECTIONS_PER_IP',
    standard: '200',
    schema: wholeNumber(1, MOST),
    meaning:
      'Connections to /cable from one IPv4 address, or one IPv6 network of 64 bits, that this process holds at most. Those from the loopback address are not limited.',
    example: '1000',
  },
  rateLimitChatbot: {
    name: 'PARLANCE_RATE_LIMIT_CHATBOT',
    ...numberOf(
      100,
      'Requests to the chatbot API of one caller, or of one address without one, in one minute',
    ),
  },
  rateLimitSupport: {
    name: 'PARLANCE_RATE_LIMIT_SUPPORT',
    ...numberOf(600, 'Requests to the support API, or for keys, of one caller in one minute'),
  },
  rateLimitAgentMessaging: {
    name: 'PARLANCE_RATE_LIMIT_AGENT_MESSAGING',
    ...numberOf(600, 'Requests to the agent-messaging API of one caller in one minute'),
  },
  rateLimitContactsSearch: {
    name: 'PARLANCE_RATE_LIMIT_CONTACTS_SEARCH',
    ...numberOf(100, 'Searches for contacts of one account in one minute'),
  },
  rateLimitConversationsMeta: {
    name: 'PARLANCE_RATE_LIMIT_CONVERSATIONS_META',
    ...numberOf(30, 'Times that one member may have the conversations of an account counted in one minute'),
  },
  rateLimitConversationDelete: {
    name: 'PARLANCE_RATE_LIMIT_CONVERSATION_DELETE',
    ...numberOf(60, 'Conversations that may be deleted from one account in one minute'),
  },
  rateLimitAgentCreate: {
    name: 'PARLANCE_RATE_LIMIT_AGENT_CREATE',
    ...numberOf(100, 'Times that agents may be added to one account in one day'),
  },
  rateLimitAgentDelete: {
    name: 'PARLANCE_RATE_LIMIT_AGENT_DELETE',
    ...numberOf(50, 'Agents that may be removed from one account in one day'),
  },
  rateLimitTranscript: {
    name: 'PARLANCE_RATE_LIMIT_TRANSCRIPT',
    ...numberOf(1000, 'Transcripts that one account may send in one hour'),
  },
  rateLimitImessageSends: {
    name: 'PARLANCE_RATE_LIMIT_IMESSAGE_SENDS',
    ...numberOf(
      10000,
      'Messages that one key, agent identity or member may send over the gateway in one day',
    ),
  },
  rateLimitUpload: {
    name: 'PARLANCE_RATE_LIMIT_UPLOAD',
    ...numberOf(60, 'Files that may be uploaded to one account before they are sent in one hour'),
  },
  rateLimitAuth: {
    name: 'PARLANCE_RATE_LIMIT_AUTH',
    ...numberOf(
      5,
      'Requests from one address in one minute to each of the routes that sign somebody in, register somebody or take a mailed code, and of one member to the one that takes a one-time code',
    ),
  },
  rateLimitReportsPerUser: {
    name: 'PARLANCE_RATE_LIMIT_REPORTS_PER_USER',
    ...numberOf(100, 'Reports that one member may ask for in one minute'),
  },
  rateLimitReportsPerAccount: {
    name: 'PARLANCE_RATE_LIMIT_REPORTS_PER_ACCOUNT',
    ...numberOf(1000, 'Reports that the members of one account may ask for in one minute'),
  },
} as const satisfies Record<string, Variable>
