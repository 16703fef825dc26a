export { instantSchema, presentInstant } from './instant.ts'
export type { ListQuery } from './list.ts'
export {
  cutList,
  listQuerySchema,
  listSchema,
  MOST_LISTED,
  presentList,
  STANDARD_LISTED,
} from './list.ts'
export type { WireProblem } from './problem.ts'
export { problemFieldSchema, problemSchema } from './problem.ts'
export { CHATBOT_WORDS } from './words.ts'
