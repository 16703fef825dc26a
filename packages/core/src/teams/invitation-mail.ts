import type { Mail } from '../kernel/index.ts'
import { DAY } from '../kernel/index.ts'
import { INVITATION_LIFE, type Invitation } from './invitation.ts'
import type { Team } from './team.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The mail that brings an invitation, with what accepts it. */
export const invitationMail = (
  { email }: Invitation,
  about: { readonly team: Team; readonly organization: string; readonly token: string },
): Mail => {
  const { team, organization, token } = about
  const invited = `You are invited to work with the team “${team.name}” of ${organization}.`
  const how = `This code accepts the invitation. It can be used once, within ${INVITATION_LIFE / DAY} days:`
  const otherwise = 'If you did not expect this, you can leave it unanswered.'
  return {
    to: email,
    // No line of a header comes from what somebody named a team.
    subject: `Invitation to ${organization}`.replaceAll(/\p{Cc}/gu, ' '),
    text: `${invited}\n\n${how}\n\n${token}\n\n${otherwise}\n`,
    html: `<p>${escaped(invited)}</p><p>${escaped(how)}</p><p><code>${escaped(token)}</code></p><p>${escaped(otherwise)}</p>`,
  }
}
