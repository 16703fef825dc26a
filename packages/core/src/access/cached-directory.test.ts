import { describe, expect, it } from '@jest/globals'
import { anOrganization, stoppedClock } from '../../testing/index.ts'
import { CREDENTIAL_MEMORY, cachedDirectory } from './cached-directory.ts'
import type { Directory } from './directory.ts'

const counting = (answer: () => Promise<unknown>) => {
  const asked: string[] = []
  const identify = async (digest: string) => {
    asked.push(digest)
    return answer()
  }
  const clock = stoppedClock()
  // Only the question that is asked here is answered.
  const { directory, forgetMembers } = cachedDirectory({ identify } as Partial<Directory> as Directory, clock)
  return { directory, forgetMembers, asked, clock }
}

const known = async () => ({ kind: 'server', organization: anOrganization(), member: null })

describe('the directory’s memory', () => {
  it('asks once for a moment, and again after it', async () => {
    const { directory, asked, clock } = counting(known)
    await directory.identify('a')
    await directory.identify('a')
    expect(asked).toEqual(['a'])
    clock.advance(CREDENTIAL_MEMORY)
    await directory.identify('a')
    expect(asked).toEqual(['a', 'a'])
  })

  it('asks again after it was told to forget', async () => {
    const { directory, forgetMembers, asked } = counting(known)
    await directory.identify('a')
    forgetMembers()
    await directory.identify('a')
    expect(asked).toEqual(['a', 'a'])
  })

  it('lets those who ask at once share one question', async () => {
    const { directory, asked } = counting(known)
    await Promise.all([directory.identify('a'), directory.identify('a'), directory.identify('b')])
    expect(asked).toEqual(['a', 'b'])
  })

  it('does not remember that there was nothing', async () => {
    const { directory, asked } = counting(async () => null)
    await directory.identify('a')
    await directory.identify('a')
    expect(asked).toHaveLength(2)
  })

  it('does not remember a failure', async () => {
    const { directory, asked } = counting(() => Promise.reject(new Error('The database is away')))
    await expect(directory.identify('a')).rejects.toThrow('away')
    await expect(directory.identify('a')).rejects.toThrow('away')
    expect(asked).toHaveLength(2)
  })
})
