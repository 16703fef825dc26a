import { describe, expect, it } from '@jest/globals'
import { createLogger } from './logger.ts'

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = []
  write(createLogger({ logLevel: 'debug' }, { write: (line) => lines.push(line) }))
  return lines.join('')
}

const SECRET = 'Zm9yIG5vYm9keSBlbHNl'

describe('the log', () => {
  it('is one JSON object a line', () => {
    const line = logged((logger) => logger.info({ port: 3000 }, 'Listening'))
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.any(String),
      port: 3000,
      msg: 'Listening',
    })
  })

  it('leaves out what is less important than its level', () => {
    expect(logged((logger) => logger.trace('Nothing'))).toBe('')
  })

  it.each([
    { headers: { authorization: `Basic ${SECRET}` } },
    { headers: { api_access_token: SECRET, 'api-access-token': SECRET } },
    { req: { headers: { cookie: `session=${SECRET}` } } },
    { res: { headers: { 'set-cookie': [`session=${SECRET}`] } } },
    { deep: { deeper: { deepest: { accessToken: `a "quoted" ${SECRET}` } } } },
    { body: { password: SECRET, access_token: SECRET } },
    { inbox: { channel: { secret: SECRET, hmacToken: SECRET } } },
    { token: SECRET },
    { url: `/api/v1/profile?api_access_token=${SECRET}&page=1` },
    { note: `signed with whsec_${SECRET}=` },
    { note: `key sk_live_${SECRET}` },
    { err: new Error(`Bearer ${SECRET} was refused`) },
    { err: new Error(`connect postgres://parlance:${SECRET}@db:5432/parlance`) },
  ])('shows no secret of %j', (line) => {
    const text = logged((logger) => logger.info(line, 'A line'))
    expect(text).toContain('[redacted]')
    expect(text).not.toContain(SECRET)
    expect(() => JSON.parse(text)).not.toThrow()
  })

  it('shows no row of the database', () => {
    const about = { detail: `Failing row contains (${SECRET})`, where: SECRET, table: 'inboxes' }
    const err = Object.assign(new Error('It violates a constraint'), { severity: 'ERROR', ...about })
    const text = logged((logger) => logger.error({ err }, 'A line'))
    expect(text).not.toContain(SECRET)
    expect(JSON.parse(text).err).toMatchObject({ message: 'It violates a constraint', table: 'inboxes' })
    expect(JSON.parse(text).err.stack).toContain('logger.test')
  })

  it('shows what is beside a secret', () => {
    const text = logged((logger) => logger.info({ url: '/profile?token=x&page=2' }, 'A line'))
    expect(JSON.parse(text).url).toBe('/profile?token=[redacted]&page=2')
  })
})
