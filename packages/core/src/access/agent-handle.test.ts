import { describe, expect, it } from '@jest/globals'
import { testSecrets } from '../../testing/index.ts'
import { handleFor, handleProblems, toHandle } from './agent-handle.ts'
import { NO_SETTINGS, problemsOf, settingsAfter } from './agent-identity-settings.ts'

describe('a handle', () => {
  it.each([
    ['@Sales', 'sales'],
    ['  sales.bot_2-x ', 'sales.bot_2-x'],
    ['@@x', '@x'],
  ])('%s is kept as %s', (sent, kept) => {
    expect(toHandle(sent)).toBe(kept)
  })

  it.each(['a', '7', 'sales-bot', 'a.b_c-d', 'x'.repeat(63)])('%s is one', (handle) => {
    expect(handleProblems(handle)).toEqual([])
  })

  it.each(['', '@x', 'a b', 'größe', '-a', 'a-', 'a/b', 'a%20', 'x'.repeat(64)])('%s is none', (handle) => {
    expect(handleProblems(handle)).toMatchObject([{ field: 'handle', problem: 'invalid' }])
  })

  it('that stands for something else is not given to anybody', () => {
    expect(handleProblems('self')).toMatchObject([{ problem: 'not_included' }])
  })

  it.each([
    ['Größte Hilfe!', /^gro-te-hilfe-[0-9a-f]{8}$/],
    ['日本', /^agent-[0-9a-f]{8}$/],
    [' - ', /^agent-[0-9a-f]{8}$/],
    ['x'.repeat(200), /^x{40}-[0-9a-f]{8}$/],
  ])('is made for %s', (name, expected) => {
    const handle = handleFor(name, testSecrets())
    expect(handle).toMatch(expected)
    expect(handleProblems(handle)).toEqual([])
  })
})

describe('the settings of an agent identity', () => {
  const before = settingsAfter(NO_SETTINGS, { handle: 'rex', displayName: 'Rex', description: 'Barks' })

  it('call it by its display name, and else by its handle', () => {
    expect(before).toMatchObject({ handle: 'rex', displayName: 'Rex', name: 'Rex' })
    expect(settingsAfter(before, { displayName: null })).toMatchObject({ displayName: null, name: 'rex' })
    expect(settingsAfter(before, { name: 'Max' })).toMatchObject({ displayName: 'Max', name: 'Max' })
    expect(settingsAfter(before, { handle: '@MAX' })).toMatchObject({ handle: 'max', name: 'Rex' })
  })

  it('stay where nothing is said, and are cleared by null', () => {
    expect(settingsAfter(before, {})).toEqual(before)
    expect(settingsAfter(before, { description: null })).toEqual({ ...before, description: null })
  })

  it('are off the messaging channel until it is said otherwise, and let everybody through', () => {
    expect(before).toMatchObject({ imessageEnabled: false, imessageFilterMode: 'blacklist' })
  })

  it('need a name where one is given', () => {
    const changes = { name: ' ' }
    expect(problemsOf(settingsAfter(before, changes), changes)).toEqual([{ field: 'name', problem: 'blank' }])
  })
})
