import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { configurationHelp, configurationPage } from './config/describe.ts'
import { describeProblems, type Environment, readConfig } from './config/read-config.ts'
import { VARIABLES } from './config.ts'

const read = (environment: Environment) => {
  const config = readConfig(environment)
  if (!config.ok) throw new Error(describeProblems(config.error))
  return config.value
}

const problems = (environment: Environment) => {
  const config = readConfig(environment)
  return config.ok ? [] : config.error.map(({ name, problem }) => `${name} ${problem}`)
}

describe('the configuration', () => {
  it('with nothing set, is the embedded database on the loopback address', () => {
    expect(read({})).toEqual({
      databaseUrl: null,
      databaseRole: null,
      dataDir: '.parlance',
      port: 3000,
      host: '127.0.0.1',
      nodeEnv: 'development',
      logLevel: 'info',
      corsOrigins: [],
      migrateOnStart: false,
      databasePoolSize: 10,
      webhookAllowPrivate: [],
      webhookAllowHttp: true,
      webhookRetryWaits: null,
      webhookTimeout: 15_000,
      trustProxy: [],
      rateLimitEnabled: true,
      rateLimitAllowedIps: [],
      rateLimitChatbot: 100,
      rateLimitPerIp: 3_000,
      realtimeConnections: 10_000,
      realtimeConnectionsPerIp: 200,
      rateLimitContactsSearch: 100,
      rateLimitConversationsMeta: 30,
      rateLimitConversationDelete: 60,
      rateLimitAgentCreate: 100,
      rateLimitAgentDelete: 50,
      rateLimitImessageSends: 10_000,
      rateLimitAgentMessaging: 600,
      rateLimitTranscript: 1_000,
      rateLimitUpload: 60,
      rateLimitAuth: 5,
      rateLimitReportsPerUser: 100,
      rateLimitStore: null,
      rateLimitSupport: 600,
      rateLimitReportsPerAccount: 1_000,
      attachmentLimit: 41_943_040,
      imessageLines: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((last) => `+1555000000${last}`),
      imessageGatewayUrl: null,
      imessageGatewaySecret: null,
      imessageGatewayTimeout: 10_000,
      blobDir: null,
      s3Bucket: null,
      s3Region: 'us-east-1',
      s3Endpoint: null,
      s3PathStyle: false,
      s3AccessKeyId: null,
      s3SecretAccessKey: null,
      publicUrl: null,
      conversationMessagesPerMinute: 200,
      openRegistration: true,
      smtpUrl: null,
      mailFrom: 'Parlance <parlance@localhost>',
      mailDir: null,
      secretKeys: [],
      shutdownTimeout: 10_000,
    })
  })

  it.each(Object.values(VARIABLES))('takes the example of $name', ({ name, example }) => {
    expect(problems({ [name]: example })).toEqual([])
  })

  it('takes a variable that is set to nothing as not set', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ' })).toEqual(read({}))
  })

  it('leaves the variables of other programs alone', () => {
    expect(problems({ PATH: '/bin', PORTAL: 'x', parlance: 'x' })).toEqual([])
  })

  it.each([
    ['production', undefined, false],
    ['production', 'true', true],
    ['test', undefined, true],
    ['test', 'false', false],
  ])('given NODE_ENV %s and PARLANCE_WEBHOOK_ALLOW_HTTP %s, http webhooks: %s', (env, allow, expected) => {
    const config = read({ NODE_ENV: env, PARLANCE_WEBHOOK_ALLOW_HTTP: allow })
    expect(config.webhookAllowHttp).toBe(expected)
  })

  it('splits lists at commas', () => {
    const config = read({ PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8, fd00::/8,' })
    expect(config.webhookAllowPrivate).toEqual(['127.0.0.0/8', 'fd00::/8'])
  })
})

describe('a configuration that cannot be used', () => {
  it.each([
    ['PORT', 'http', 'must be a whole number from 0 to 65535'],
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'must be a whole number from 0 to 65535'],
    ['PORT', '3000.5', 'must be a whole number from 0 to 65535'],
    ['DATABASE_URL', 'mysql://db/parlance', 'postgres://'],
    ['DATABASE_URL', 'db/parlance', 'postgres://'],
    ['PARLANCE_LOG_LEVEL', 'loud', 'must be one of trace, debug'],
    ['PARLANCE_MIGRATE_ON_START', 'yes', 'must be true or false'],
    ['PARLANCE_DB_POOL_SIZE', '1', 'must be a whole number from 2 to 500'],
    ['PARLANCE_CORS_ORIGINS', 'https://app.example.com/', '"https://app.example.com/" is not one'],
    ['PARLANCE_WEBHOOK_ALLOW_PRIVATE', '10.0.0.0/8,localhost', '"localhost" is not one'],
    ['PARLANCE_WEBHOOK_ALLOW_PRIVATE', '10.0.0.0/33', '"10.0.0.0/33" is not one'],
    ['PARLANCE_WEBHOOK_ALLOW_PRIVATE', '10.0.0.0', '"10.0.0.0" is not one'],
    ['PARLANCE_WEBHOOK_RETRY_WAITS_MS', '0,soon', 'whole numbers'],
    ['PARLANCE_WEBHOOK_RETRY_WAITS_MS', '0,-1', 'whole numbers'],
  ])('%s=%s is refused', (name, text, problem) => {
    const found = problems({ [name]: text })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name} .*`))
    expect(found[0]).toContain(problem)
  })

  it.each([
    ['PARLANCE_LOGLEVEL', 'did you mean PARLANCE_LOG_LEVEL?'],
    ['PARLANCE_DATADIR', 'did you mean PARLANCE_DATA_DIR?'],
    ['PARLANCE_DATABASE_URL', 'did you mean DATABASE_URL?'],
    ['PARLANCE_PORT', 'did you mean PORT?'],
    ['PARLANCE_COLOUR_OF_THE_SKY', 'is not known'],
  ])('names the unknown variable %s, and what it was probably meant to be', (name, problem) => {
    expect(problems({ [name]: 'x' })).toEqual([expect.stringContaining(name)])
    expect(problems({ [name]: 'x' })[0]).toContain(problem)
  })

  it('tells of all problems at once', () => {
    const found = problems({ PORT: 'x', PARLANCE_LOG_LEVEL: 'x', PARLANCE_NOTHING_LIKE_IT: 'x' })
    expect(found.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'PARLANCE_LOG_LEVEL',
      'PARLANCE_NOTHING_LIKE_IT',
      'PORT',
    ])
  })
})

describe('what is told of the configuration', () => {
  it('is the committed page; `npm run docs:configuration` writes it', async () => {
    const page = join(import.meta.dirname, '../../../docs/configuration.md')
    expect(await readFile(page, 'utf8')).toBe(configurationPage())
  })

  it('names every variable, in the help too', () => {
    for (const { name } of Object.values(VARIABLES)) {
      expect(configurationPage()).toContain(`## \`${name}\``)
      expect(configurationHelp()).toContain(`  ${name}  (default: `)
    }
  })
})
