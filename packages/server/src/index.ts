export { type ConfigProblem, describeProblems, type Environment, readConfig } from './config/read-config.ts'
export type { Config } from './config.ts'
export { OperatorError } from './kernel/operator-error.ts'
export { createLogger, type Logger } from './logger.ts'
export {
  type BeforeListening,
  createServer,
  type ParlanceServer,
  type ServerOptions,
  type StartedServer,
} from './server.ts'
export { nodeWorld } from './system/node-world.ts'
export {
  createWorker,
  type Worker,
  type WorkerDispatcher,
  type WorkerFailure,
  type WorkerOptions,
} from './worker.ts'
