/** As much of a test runner as the contracts need: Jest's and Vitest's `describe`, `it` and `expect` fit. */
export interface TestApi {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void> | void, timeout?: number) => void
  readonly beforeAll: (body: () => Promise<void> | void, timeout?: number) => void
  readonly afterAll: (body: () => Promise<void> | void, timeout?: number) => void
  readonly expect: (actual: unknown) => Expectation
}

export interface Expectation {
  readonly not: Omit<Expectation, 'not' | 'rejects'>
  readonly rejects: { readonly toThrow: (message?: string | RegExp) => Promise<void> }
  readonly toBe: (expected: unknown) => void
  readonly toEqual: (expected: unknown) => void
  readonly toMatchObject: (expected: object) => void
  readonly toHaveLength: (length: number) => void
  readonly toContain: (item: unknown) => void
  readonly toBeNull: () => void
  readonly toBeUndefined: () => void
  readonly toBeGreaterThan: (than: number) => void
  readonly toBeLessThan: (than: number) => void
}
