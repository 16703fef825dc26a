export {
  channelErrorSchema,
  channelMessageErrorSchema,
  channelSignInErrorSchema,
  channelValidationErrorSchema,
  publicErrorSchema,
  publicValidationErrorSchema,
} from './errors.ts'
export { filterInputSchema, toConditions } from './filter-input.ts'
export { LAST_PAGE, pageNumber, sentPage } from './page.ts'
export { CHANNEL_WORDS } from './words.ts'
