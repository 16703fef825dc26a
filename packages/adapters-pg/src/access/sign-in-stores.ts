import {
  type MailedCodeStore,
  NO_SECOND_FACTOR,
  type OrganizationId,
  type SecondFactorStore,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromMailedCode, toMailedCode, toSecondFactor } from './sign-in-rows.ts'

/** The organization's mailed codes in one transaction. */
export const createMailedCodeStore = (db: Executor, organizationId: OrganizationId): MailedCodeStore => ({
  put: async (code) => {
    const { mac, expires_at, tries_left, ...key } = fromMailedCode(code)
    await db
      .insertInto('mailed_codes')
      .values({ ...key, mac, expires_at, tries_left })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'member_id', 'purpose'])
          .doUpdateSet({ mac, expires_at, tries_left }),
      )
      .execute()
  },
  takeTry: async (memberId, purpose, now) => {
    const row = await db
      .updateTable('mailed_codes')
      .set((eb) => ({ tries_left: eb('tries_left', '-', 1) }))
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .where('purpose', '=', purpose)
      .where('tries_left', '>', 0)
      .where('expires_at', '>', sql<number>`${toIso(now)}::timestamptz`)
      .returningAll()
      .executeTakeFirst()
    return row ? toMailedCode(row) : null
  },
  remove: async (memberId, purpose) => {
    await db
      .deleteFrom('mailed_codes')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .where('purpose', '=', purpose)
      .execute()
  },
})

/** What the organization's members are asked for beside the password, in one transaction. */
export const createSecondFactorStore = (db: Executor, organizationId: OrganizationId): SecondFactorStore => ({
  find: async (memberId) => {
    const row = await db
      .selectFrom('second_factors')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return row ? toSecondFactor(row) : NO_SECOND_FACTOR
  },
  propose: async (member_id, pending_secret) => {
    await db
      .insertInto('second_factors')
      .values({ organization_id: organizationId, member_id, pending_secret, secret: null, last_step: 0 })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'member_id']).doUpdateSet({ pending_secret }),
      )
      .execute()
  },
  activate: async (member_id, recoveryDigests) => {
    await db
      .updateTable('second_factors')
      .set((eb) => ({ secret: eb.ref('pending_secret'), pending_secret: null }))
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', member_id)
      .execute()
    await db
      .deleteFrom('recovery_codes')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', member_id)
      .execute()
    if (recoveryDigests.length === 0) return
    await db
      .insertInto('recovery_codes')
      .values(recoveryDigests.map((digest) => ({ organization_id: organizationId, member_id, digest })))
      .execute()
  },
  takeStep: async (memberId, step) => {
    // Of two at once the second waits for the first, and then finds the step taken.
    const taken = await db
      .updateTable('second_factors')
      .set({ last_step: step })
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .where('last_step', '<', step)
      .returning('member_id')
      .executeTakeFirst()
    return taken !== undefined
  },
  useRecoveryCode: async (memberId, digest) => {
    const used = await db
      .deleteFrom('recovery_codes')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .where('digest', '=', digest)
      .returning('member_id')
      .executeTakeFirst()
    return used !== undefined
  },
})
