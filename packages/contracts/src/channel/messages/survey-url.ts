import type { ConversationId } from '@parlance/core'

/** Where the page of a survey is, below the address of the server; the conversation's id follows. */
export const SURVEY_PATH = '/survey/responses'

/** Stands in a text for the address of the server: no text that people write has these characters. */
const SERVER = '\uE000server\uE001'

/**
 * Where a conversation's survey is answered, for a text: whoever sends the text completes it with the server's own
 * address; see `completeSurveyUrls`.
 */
export const surveyUrl = (id: ConversationId): string => `${SERVER}${SURVEY_PATH}/${id}`

/** Completes the addresses of surveys in a JSON text with the address of the server, without a slash at the end. */
export const completeSurveyUrls = (json: string, server: string): string => json.replaceAll(SERVER, server)
