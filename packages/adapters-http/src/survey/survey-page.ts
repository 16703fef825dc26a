import { createHash } from 'node:crypto'
import { type AskedSurvey, BEST_RATING } from '@parlance/core'

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 0; display: grid; min-height: 100vh; place-items: center }
main { width: min(28rem, 100% - 2rem); padding: 2rem 0 }
h1 { font-size: 1.25rem }
fieldset { border: 0; padding: 0; margin: 1.5rem 0; display: flex; justify-content: space-between }
legend { padding: 0; margin-bottom: .5rem }
label.rating { display: grid; justify-items: center; gap: .25rem; cursor: pointer; font-size: 2rem }
label.rating small { font-size: .75rem }
textarea { box-sizing: border-box; width: 100%; min-height: 6rem; padding: .5rem; font: inherit }
button { margin-top: 1rem; padding: .5rem 1.5rem; font: inherit }
[role=alert] { color: #b3261e }
`

/** The page runs nothing, loads nothing and sends to this server alone. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const WORDS = ['Very dissatisfied', 'Dissatisfied', 'Neutral', 'Satisfied', 'Very satisfied']
const EMOJI = ['😞', '😑', '😐', '😀', '😍']

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`

/** The page for an address that leads to no survey. */
export const nothingToAnswer = (): string =>
  page('Nothing here', '<h1>There is nothing to answer here</h1>\n<p>The address may be incomplete.</p>')

export interface SurveyPage {
  readonly survey: AskedSurvey
  /** True: it is too late to answer. */
  readonly closed: boolean
  /** What was wrong with what was sent; null for nothing. */
  readonly problem: string | null
}

/** The page of a survey: the question with a form, what was answered before, or that it is too late. */
export const surveyPage = ({ survey, closed, problem }: SurveyPage): string => {
  const { state, sent, answer } = survey
  const heading = `<h1>${escaped(state.inbox.name)}</h1>`
  const thanks = answer ? '<p role="status">Thank you for your answer.</p>' : ''
  if (closed) return page(state.inbox.name, `${heading}\n${thanks}\n<p>This survey is closed.</p>`)
  const alert = problem === null ? '' : `<p role="alert">${escaped(problem)}</p>`
  const feedback = escaped(answer?.feedback ?? '')
  return page(
    state.inbox.name,
    `${heading}
${thanks}${alert}
<form method="post">
<fieldset>
<legend>${escaped(sent.message.content ?? '')}</legend>
${ratings(survey)}
</fieldset>
<label>Anything you would like to add?
<textarea name="feedback_message" maxlength="20000">${feedback}</textarea>
</label>
<button>${answer ? 'Change my answer' : 'Send'}</button>
</form>`,
  )
}

const ratings = ({ sent, answer }: AskedSurvey): string => {
  const stars = sent.message.contentAttributes['display_type'] === 'star'
  return Array.from({ length: BEST_RATING }, (_, at) => {
    const rating = at + 1
    const checked = answer?.rating === rating ? ' checked' : ''
    const sign = stars ? '★'.repeat(rating) : EMOJI[at]
    return `<label class="rating"><input type="radio" name="rating" value="${rating}" required${checked}>
<span aria-hidden="true">${stars ? `<small>${sign}</small>` : sign}</span><small>${WORDS[at]}</small></label>`
  }).join('\n')
}
