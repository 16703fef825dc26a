import { describe, expect, it } from '@jest/globals'
import { createTable } from './memory-table.ts'
import { fixtureId } from './test-ids.ts'

const here = fixtureId<'organization'>(1)
const there = fixtureId<'organization'>(2)

interface Row {
  readonly name: string
  readonly tags?: string[]
}

const names = (rows: readonly Row[]) => rows.map(({ name }) => name)

describe('a table in memory', () => {
  it('shows others only what was committed', () => {
    const { committed, current, commit } = createTable<Row>()
    current.insert(here, 'a', { name: 'one' })
    expect(committed.get(here, 'a')).toBeUndefined()
    expect(current.get(here, 'a')).toEqual({ name: 'one' })
    commit()
    expect(committed.get(here, 'a')).toEqual({ name: 'one' })
    current.put(here, 'a', { name: 'changed' })
    current.insert(here, 'b', { name: 'two' })
    expect(names(committed.of(here))).toEqual(['one'])
    expect(names(current.of(here))).toEqual(['changed', 'two'])
    current.remove(here, 'a')
    expect(current.get(here, 'a')).toBeUndefined()
    expect(names(current.everywhere())).toEqual(['two'])
    expect(names(committed.everywhere())).toEqual(['one'])
  })

  it('forgets what was rolled back', () => {
    const { committed, current, commit, rollback, touched } = createTable<Row>()
    current.insert(here, 'a', { name: 'one' })
    commit()
    current.remove(here, 'a')
    current.insert(there, 'b', { name: 'two' })
    expect(touched()).toEqual([here, there])
    rollback()
    commit()
    expect(touched()).toEqual([])
    expect(names(current.everywhere())).toEqual(['one'])
    expect(names(committed.everywhere())).toEqual(['one'])
  })

  it('takes a key once in each organization', () => {
    const { current } = createTable<Row>()
    current.insert(here, 'a', { name: 'one' })
    current.insert(there, 'a', { name: 'two' })
    expect(() => current.insert(here, 'a', { name: 'three' })).toThrow('a row with this key already: a')
    current.remove(here, 'a')
    current.insert(here, 'a', { name: 'three' })
    expect(names(current.everywhere())).toEqual(['three', 'two'])
  })

  it('keeps a copy that neither its giver nor its reader can change', () => {
    const { current } = createTable<Row>()
    const row = { name: 'one', tags: ['kept'] }
    current.insert(here, 'a', row)
    row.tags.push('added later')
    const read = current.get(here, 'a')
    expect(read).toEqual({ name: 'one', tags: ['kept'] })
    expect(() => read?.tags?.push('added by a reader')).toThrow(TypeError)
  })
})
