export type { Frame } from './frames.ts'
export { realtimeFrames } from './frames.ts'
