import { type JsonObject, type JsonValue, LONG_TEXT, presence } from '../kernel/index.ts'
import type { AutomaticMessages, InboxSettings, OutOfOffice, Survey } from './inbox.ts'

type Settings = Pick<
  InboxSettings,
  | 'greetingEnabled'
  | 'greetingMessage'
  | 'workingHoursEnabled'
  | 'workingHours'
  | 'outOfOfficeMessage'
  | 'timezone'
  | 'csatSurveyEnabled'
  | 'csatConfig'
>

/** What the settings of an inbox make it say by itself; null when that is nothing. */
export const automaticMessages = (settings: Settings): AutomaticMessages | null => {
  const greeting = settings.greetingEnabled ? presence(settings.greetingMessage) : null
  const outOfOffice = outOfOfficeOf(settings)
  const survey = settings.csatSurveyEnabled ? surveyOf(settings.csatConfig) : null
  return greeting === null && !outOfOffice && !survey ? null : { greeting, outOfOffice, survey }
}

const outOfOfficeOf = (settings: Settings): OutOfOffice | null => {
  const message = settings.workingHoursEnabled ? presence(settings.outOfOfficeMessage) : null
  const { timezone, workingHours } = settings
  return message === null ? null : { message, timezone, workingHours }
}

const surveyOf = (config: JsonObject): Survey => ({
  message: typeof config['message'] === 'string' ? presence(config['message'].slice(0, LONG_TEXT)) : null,
  displayType: config['display_type'] === 'star' ? 'star' : 'emoji',
  rule: ruleOf(config['survey_rules']),
})

const ruleOf = (rules: JsonValue | undefined): Survey['rule'] => {
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) return null
  const { operator, values } = rules as JsonObject
  if (operator !== 'contains' && operator !== 'does_not_contain') return null
  const tags = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
  return tags.length === 0 ? null : { operator, tags }
}
