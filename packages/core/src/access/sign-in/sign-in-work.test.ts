import { describe, expect, it } from '@jest/globals'
import { createMemoryStorage, createTestWorld, type TestWorld } from '../../../testing/index.ts'
import { createEngine, type EnginePorts } from '../../index.ts'

const PASSWORD = 'correct horse battery staple'

/** An engine whose every slow or telling step is counted. */
const watched = () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const done: string[] = []
  const watch = <T extends object>(name: string, object: T): T =>
    Object.fromEntries(
      Object.entries(object).map(([method, work]) => [
        method,
        (...given: unknown[]) => {
          done.push(`${name}.${method}`)
          return (work as (...all: unknown[]) => unknown)(...given)
        },
      ]),
    ) as T
  const { hashPassword, verifyPassword } = watch('secrets', world.secrets)
  const unitOfWork: EnginePorts['unitOfWork'] = {
    run: (organizationId, work) => {
      done.push('unit of work')
      return storage.unitOfWork.run(organizationId, work)
    },
  }
  const ports: EnginePorts = {
    ...storage,
    ...world,
    unitOfWork,
    secrets: { ...world.secrets, hashPassword, verifyPassword },
    signInDirectory: watch('directory', storage.signInDirectory),
    signInAttempts: watch('attempts', storage.signInAttempts),
  }
  const engine = createEngine(ports)
  return {
    world,
    engine,
    /** What is done for this, until it is answered. */
    workOf: async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      done.length = 0
      await work()
      return [...done]
    },
  }
}

const known = async ({ engine, world }: { engine: ReturnType<typeof createEngine>; world: TestWorld }) => {
  const email = 'ada@acme.test'
  const registered = await engine.signIn.register({ email, password: PASSWORD })
  if (!registered.ok) throw new Error('Nobody was registered')
  // What is made at the first sign-in of all.
  await engine.signIn.login({ email: 'first@acme.test', password: PASSWORD })
  await world.settled()
  return email
}

describe('what is done before somebody is answered', () => {
  it('is the same for a wrong password, an address that nobody has, and a locked account', async () => {
    const given = watched()
    const email = await known(given)
    const login = (address: string, password: string) => () =>
      given.engine.signIn.login({ email: address, password })
    const wrong = await given.workOf(login(email, 'not the right password'))
    expect(wrong).toEqual(['attempts.take', 'directory.account', 'secrets.verifyPassword'])
    expect(await given.workOf(login('nobody@acme.test', PASSWORD))).toEqual(wrong)
    for (let tried = 0; tried < 10; tried += 1) await login(email, 'not the right password')()
    expect(await given.workOf(login(email, PASSWORD))).toEqual(wrong)
  })

  it('is the same when a password is reset', async () => {
    const given = watched()
    const email = await known(given)
    const reset = (address: string) => () =>
      given.engine.signIn.resetPassword({ email: address, code: '123456', password: `${PASSWORD} again` })
    const wrong = await given.workOf(reset(email))
    expect(wrong).toEqual(['secrets.hashPassword', 'attempts.take', 'directory.account', 'unit of work'])
    expect(await given.workOf(reset('nobody@acme.test'))).toEqual(wrong)
    for (let tried = 0; tried < 10; tried += 1) await reset(email)()
    expect(await given.workOf(reset(email))).toEqual(wrong)
  })

  it('is the same when an address is proven', async () => {
    const given = watched()
    const email = await known(given)
    const verify = (address: string) => () =>
      given.engine.signIn.verifyEmail({ email: address, code: '123456' })
    const wrong = await given.workOf(verify(email))
    expect(wrong).toEqual(['directory.account', 'unit of work'])
    expect(await given.workOf(verify('nobody@acme.test'))).toEqual(wrong)
  })

  it('is nothing when a password was forgotten', async () => {
    const given = watched()
    const email = await known(given)
    const afterwards: string[] = []
    const engine = createEngine({
      ...createMemoryStorage(given.world),
      ...given.world,
      afterwards: (name) => {
        afterwards.push(name)
      },
    })
    await engine.signIn.forgotPassword(email)
    await engine.signIn.forgotPassword('nobody@acme.test')
    expect(afterwards).toEqual(['begin to reset a password', 'begin to reset a password'])
  })

  it('is one hash, whether an address is taken or not', async () => {
    const given = watched()
    const email = await known(given)
    const register = (address: string) => () =>
      given.engine.signIn.register({ email: address, password: PASSWORD })
    const hashes = (work: readonly string[]) => work.filter((step) => step.startsWith('secrets.'))
    expect(hashes(await given.workOf(register(email)))).toEqual(['secrets.hashPassword'])
    expect(hashes(await given.workOf(register('new@acme.test')))).toEqual(['secrets.hashPassword'])
  })
})
