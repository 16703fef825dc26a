import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { OrganizationId } from '@parlance/core'
import { say, seedOrganization, until } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

describe('two processes that wake each other', () => {
  let one: TestStorage
  let other: TestStorage

  beforeEach(async () => {
    one = await openTestStorage('postgres', { notify: true })
    other = anotherStorage(one, { notify: true })
  })
  afterEach(async () => {
    await other.storage.close()
    await other.database.close()
    await one.close()
  })

  /** What a connection asked last: it listened, or it has told something since, which no other connection does. */
  const listening = async () => {
    const { rows } = await one.database.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
         and (query like 'listen %' or query like '%pg\\_notify%')`,
    )
    return rows.map(({ pid }) => pid)
  }

  it('hear of what the other one recorded', async () => {
    const { conversation, organization } = await seedOrganization(one)
    await until('both listen', async () => (await listening()).length === 2)
    const heard: OrganizationId[] = []
    other.storage.eventLog.onRecorded((id) => heard.push(id))
    await say(one, conversation)
    await until('a hint', () => heard.includes(organization.id))
    expect(new Set(heard)).toEqual(new Set([organization.id]))
  })

  it('listen again after their connections were lost', async () => {
    const { conversation, organization } = await seedOrganization(one)
    await until('both listen', async () => (await listening()).length === 2)
    const lost = await listening()
    await one.database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [lost])
    await until('both listen again', async () => {
      const now = await listening()
      return now.length === 2 && now.every((pid) => !lost.includes(pid))
    })
    const heard: OrganizationId[] = []
    other.storage.eventLog.onRecorded((id) => heard.push(id))
    await say(one, conversation)
    await until('a hint', () => heard.includes(organization.id))
  })
})
