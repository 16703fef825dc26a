import type { AggregatedResult, Reporter, TestContext } from '@jest/reporters'

/** Ends a test run with a line that a machine can read: `12 passed, 0 failed, 1 skipped`. */
export default class PlainCount implements Pick<Reporter, 'onRunComplete'> {
  onRunComplete(_: Set<TestContext>, results: AggregatedResult): void {
    // A suite that could not be loaded ran no test, and has failed all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const tail = skipped > 0 ? `, ${skipped} skipped` : ''
    console.log(`${results.numPassedTests} passed, ${failed} failed${tail}`)
  }
}
