import { escapeHtml, type Mail, MINUTE } from '../../kernel/index.ts'
import { CODE_LIFE, type CodePurpose } from './mailed-code.ts'

const mailOf = (to: string, subject: string, paragraphs: readonly string[]): Mail => ({
  to,
  subject,
  text: `${paragraphs.join('\n\n')}\n`,
  html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
})

const ABOUT: { readonly [Purpose in CodePurpose]: { readonly subject: string; readonly first: string } } = {
  verify: { subject: 'Your verification code', first: 'This code verifies your e-mail address:' },
  reset: { subject: 'Your password reset code', first: 'This code lets you choose a new password:' },
}

/** The mail with six digits. */
export const codeMail = (to: string, purpose: CodePurpose, digits: string): Mail => {
  const { subject, first } = ABOUT[purpose]
  return mailOf(to, subject, [
    first,
    digits,
    `It is good for ${CODE_LIFE[purpose] / MINUTE} minutes, and works once. If you did not ask for it, do nothing: without the code nobody can do anything with your address.`,
  ])
}

/** The mail that says that a password is another one now. */
export const passwordChangedMail = (to: string): Mail =>
  mailOf(to, 'Your password was changed', [
    'The password that you sign in with was changed just now, and every session was ended.',
    'If that was not you, choose a new password at once, and tell whoever administrates your organization.',
  ])
