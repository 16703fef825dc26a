import type { MemberId, OrganizationId } from '../../kernel/index.ts'
import {
  CODE_LIFE,
  CODE_TRIES,
  type CodePurpose,
  codeText,
  digitsOf,
  type MailedCode,
} from './mailed-code.ts'
import { codeMail } from './mails.ts'
import type { SignInPorts } from './sign-in-ports.ts'

interface Addressee {
  readonly id: MemberId
  readonly organizationId: OrganizationId
  readonly email: string
}

/** A new code for a member, and the digits that only the mail tells. */
export const newCode = async (
  { secrets, vault, clock }: Pick<SignInPorts, 'secrets' | 'vault' | 'clock'>,
  { id: memberId, organizationId, email }: Addressee,
  purpose: CodePurpose,
): Promise<{ readonly code: MailedCode; readonly digits: string }> => {
  const digits = digitsOf(secrets.digest(secrets.token(16)).slice(0, 24))
  const code: MailedCode = {
    organizationId,
    memberId,
    purpose,
    mac: await vault.mac(codeText({ purpose, memberId }, email, digits)),
    expiresAt: clock.now() + CODE_LIFE[purpose],
    triesLeft: CODE_TRIES,
  }
  return { code, digits }
}

/** Sends the digits, once the caller was answered. Where no mail is sent, nobody is told. */
export const mailCodeLater = (
  { afterwards, mailer }: Pick<SignInPorts, 'afterwards' | 'mailer'>,
  email: string,
  { code, digits }: { readonly code: MailedCode; readonly digits: string },
): void => {
  if (!mailer) return
  afterwards('mail a code', async () => {
    await mailer.send(codeMail(email, code.purpose, digits))
  })
}
