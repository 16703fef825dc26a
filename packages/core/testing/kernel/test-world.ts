import type { IdSource, Secrets, Timestamp, WorldPorts } from '../../src/index.ts'
import { type StoppedClock, stoppedClock } from './stopped-clock.ts'
import { countingIds } from './test-ids.ts'
import { type TestMailer, testMailer } from './test-mailer.ts'
import { testSecrets } from './test-secrets.ts'
import {
  type TestOneTimeCodes,
  testAfterwards,
  testCommonPasswords,
  testOneTimeCodes,
  testSignInKeys,
} from './test-sign-in.ts'

export interface TestWorldOptions {
  /** When it is; `START` when left out. */
  readonly start?: Timestamp
  /** The count that ids go on from: 0 when left out. */
  readonly idsAfter?: number
  /** What tokens are made from. */
  readonly seed?: string
}

/** A world that does the same every time. */
export interface TestWorld extends WorldPorts {
  readonly clock: StoppedClock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly mailer: TestMailer
  readonly oneTimeCodes: TestOneTimeCodes
  /** Waits for what is done after a caller was answered. */
  readonly settled: () => Promise<void>
}

export const createTestWorld = (options: TestWorldOptions = {}): TestWorld => {
  const clock = stoppedClock(options.start)
  const secrets = testSecrets(options.seed)
  return {
    clock,
    ids: countingIds(options.idsAfter),
    secrets,
    mailer: testMailer(),
    signInKeys: () => testSignInKeys(secrets, clock),
    oneTimeCodes: testOneTimeCodes(secrets),
    commonPasswords: testCommonPasswords,
    ...testAfterwards(),
  }
}
