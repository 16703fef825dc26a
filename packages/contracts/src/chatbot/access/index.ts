export type { ToldUser, WireUser } from './user.ts'
export { meSchema, presentMe, presentUser, userSchema } from './user.ts'
