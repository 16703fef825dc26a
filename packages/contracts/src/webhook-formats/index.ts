export { FORMAT_BODIES } from './format-bodies.ts'
