import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { runCommand, type Settings } from '../../testing/command-line.ts'
import { createFreshDatabase } from '../../testing/fresh-database.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { lockDataDirectory } from '../database/data-directory-lock.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const complaint = async (words: readonly string[], settings: Settings = {}) => {
  const { code, stdout, stderr } = await runCommand(words, settings)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toMatch(/^ {4}at /m)
  return stderr
}

describe('parlance', () => {
  it('tells its version', async () => {
    const manifest = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')
    const { code, stdout } = await runCommand(['--version'], {})
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.parse(manifest).version}\n` })
  })

  it.each([['help'], ['--help']])('%s tells of the commands and of the environment', async (word) => {
    const { code, stdout } = await runCommand([word], {})
    expect(code).toBe(0)
    for (const told of [
      'serve',
      'migrate',
      'recount',
      'bootstrap',
      'member',
      'DATABASE_URL',
      'PARLANCE_DATA_DIR',
    ]) {
      expect(stdout).toContain(told)
    }
  })

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['serve', '--loud'], "unknown option '--loud'"],
    [['bootstrap', '--email', 'a@acme.test'], "required option '--organization <name>'"],
    [
      ['member', '--organization-id', '1', '--email', 'a@acme.test', '--role', 'owner'],
      'agent, administrator',
    ],
  ])('%j is refused', async (words, said) => {
    expect(await complaint(words)).toContain(said)
  })

  it('tells all that is wrong with the environment', async () => {
    const said = await complaint(['serve'], { PORT: 'http', PARLANCE_LOGLEVEL: 'info' })
    expect(said).toContain('PORT must be a whole number')
    expect(said).toContain('PARLANCE_LOGLEVEL is not known; did you mean PARLANCE_LOG_LEVEL?')
  })

  it('says so when the database cannot be reached', async () => {
    const said = await complaint(['migrate'], {
      DATABASE_URL: 'postgres://parlance:hidden@127.0.0.1:1/parlance',
    })
    expect(said).toContain('The database of DATABASE_URL cannot be used')
    expect(said).not.toContain('hidden')
  })
})

describe.each(PLACES)('on $name, parlance', ({ create }) => {
  let place: Place

  beforeAll(async () => {
    place = await create()
    const { code, stdout } = await runCommand(['migrate'], place.settings)
    expect(code).toBe(0)
    expect(stdout).toContain('The database is up to date.')
  })

  afterAll(() => place.remove())

  const bootstrap = (email: string, ...more: readonly string[]) =>
    runCommand(['bootstrap', '--organization', 'Acme', '--email', email, ...more], place.settings)

  it('migrate does nothing the second time', async () => {
    expect((await runCommand(['migrate'], place.settings)).stdout).toBe('The database is up to date.\n')
  })

  it('bootstrap and member print one JSON object each', async () => {
    const founded = await bootstrap('Ada@acme.test', '--password', 'correct horse', '--json')
    expect(founded).toMatchObject({ code: 0, stderr: '' })
    const organization = JSON.parse(founded.stdout)
    expect(organization).toEqual({
      organization_id: expect.stringMatching(UUID),
      account_id: expect.any(Number),
      owner: {
        id: expect.any(Number),
        email: 'ada@acme.test',
        password: 'correct horse',
        api_access_token: expect.stringMatching(/^[\w-]{24,}$/),
      },
      server_key: expect.stringMatching(/^sk_live_/),
      client_key: expect.stringMatching(/^pk_live_/),
      gateway_secret: expect.stringMatching(/^gw_live_/),
    })

    for (const id of [organization.organization_id, String(organization.account_id)]) {
      const email = `agent-${id}@acme.test`
      const added = await runCommand(
        ['member', '--organization-id', id, '--email', email, '--role', 'agent', '--name', 'Max', '--json'],
        place.settings,
      )
      expect(added).toMatchObject({ code: 0, stderr: '' })
      expect(JSON.parse(added.stdout)).toEqual({
        id: expect.any(Number),
        email,
        password: expect.stringMatching(/^[\w-]{20,}$/),
        api_access_token: expect.stringMatching(/^[\w-]{24,}$/),
      })
    }
  })

  it('disable and enable say who is let in, and keep somebody who administrates', async () => {
    const { account_id: id } = JSON.parse((await bootstrap('chief@acme.test', '--json')).stdout)
    const who = (email: string) => ['--organization-id', String(id), '--email', email]
    await runCommand(['member', ...who('bob@acme.test'), '--role', 'agent'], place.settings)
    for (const [command, said] of [
      ['disable', 'bob@acme.test is not let in any more.\n'],
      ['enable', 'bob@acme.test is let in again.\n'],
    ] as const)
      expect(await runCommand([command, ...who('Bob@acme.test')], place.settings)).toMatchObject({
        code: 0,
        stdout: said,
      })
    expect(await complaint(['disable', ...who('chief@acme.test')], place.settings)).toContain(
      'Without chief@acme.test nobody could administrate the organization.',
    )
  }, 180_000)

  it('bootstrap founds a second organization, and tells of it in words', async () => {
    const first = JSON.parse((await bootstrap('first@acme.test', '--json')).stdout)
    const second = await bootstrap('second@acme.test')
    expect(second.code).toBe(0)
    expect(second.stdout).toMatch(/^Organization +Acme$/m)
    const number = /account id +(\d+)/.exec(second.stdout)?.[1]
    expect(Number(number)).toBeGreaterThan(first.account_id)
  })

  it('recount counts the conversations of every organization', async () => {
    const { code, stdout } = await runCommand(['recount'], place.settings)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Counted the conversations of \d+ organizations?\.\n$/)
  })

  it('bootstrap refuses an e-mail address that somebody has', async () => {
    await bootstrap('taken@acme.test')
    const words = ['bootstrap', '--organization', 'Other', '--email', 'TAKEN@acme.test', '--json']
    expect(await complaint(words, place.settings)).toContain('Somebody already signs in with taken@acme.test')
  })

  it('bootstrap refuses what is not valid, all of it at once', async () => {
    const words = ['bootstrap', '--organization', ' ', '--email', 'nobody', '--password', 'short']
    const said = await complaint(words, place.settings)
    expect(said).toContain('--organization must not be blank.')
    expect(said).toContain('--email is not valid.')
    expect(said).toContain('--password is too short: at least 8 characters.')
  })

  it.each(['999999', '01890a5d-ac96-774b-bcce-b302099a8057', 'acme'])(
    'member refuses organization %s, which is not there',
    async (id) => {
      const words = ['member', '--organization-id', id, '--email', 'm@acme.test', '--role', 'agent']
      expect(await complaint(words, place.settings)).toContain(`There is no organization ${id}.`)
    },
  )
})

describe('parlance bootstrap', () => {
  const words = ['bootstrap', '--organization', 'Acme', '--email', 'a@acme.test']

  it('on Postgres, refuses a database that was not migrated', async () => {
    const database = await createFreshDatabase()
    try {
      expect(await complaint(words, { DATABASE_URL: database.url })).toContain('Run `parlance migrate`')
    } finally {
      await database.drop()
    }
  })

  it('on a data directory in use, says whose it is', async () => {
    const [embedded] = PLACES
    const place = await embedded?.create()
    const directory = place?.settings['PARLANCE_DATA_DIR'] ?? ''
    const lock = lockDataDirectory(directory)
    try {
      const said = await complaint(words, { PARLANCE_DATA_DIR: directory })
      expect(said).toContain(`is in use by process ${process.pid}`)
    } finally {
      lock.release()
      await place?.remove()
    }
  })
})
