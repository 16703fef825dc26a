import type { Config } from 'jest'

const config: Config = {
  testMatch: ['<rootDir>/packages/**/*.test.ts', '<rootDir>/tools/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' } }],
  },
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  globalSetup: '<rootDir>/tools/test-postgres/jest-setup.ts',
  globalTeardown: '<rootDir>/tools/test-postgres/jest-teardown.ts',
  reporters: ['default', 'summary', '<rootDir>/tools/jest-plain-count.ts'],
  testTimeout: 30_000,
  maxWorkers: 2,
}

export default config
