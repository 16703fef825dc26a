import { INSTALLATION, type MemberId, ok } from '../../kernel/index.ts'
import { type CodePurpose, codeText } from './mailed-code.ts'
import type { SignInPorts, SignInTransaction } from './sign-in-ports.ts'
import type { SignInAccount } from './sign-in-stores.ts'

/** Nobody, who has no code. */
const NOBODY = { id: INSTALLATION as string as MemberId, organizationId: INSTALLATION, email: '' }

/**
 * Does the work if these are the digits that were mailed to the account; null when they are not, and where there is no
 * account, after the same steps. The try that it took stays taken, whatever comes of it.
 */
export const takeCode = async <T>(
  { vault, unitOfWork, secrets, clock }: SignInPorts,
  account: SignInAccount | null,
  { purpose, digits }: { readonly purpose: CodePurpose; readonly digits: string },
  work: (tx: SignInTransaction, account: SignInAccount) => Promise<T | null>,
): Promise<T | null> => {
  const { id, organizationId, email } = account?.member ?? NOBODY
  const mac = await vault.mac(codeText({ purpose, memberId: id }, email, digits))
  const { value } = await unitOfWork.run(organizationId, async (tx) => {
    const taken = await tx.mailedCodes.takeTry(id, purpose, clock.now())
    if (!account || !taken || !secrets.equal(taken.mac, mac)) return ok(null)
    const done = await work(tx, account)
    if (done !== null) await tx.mailedCodes.remove(id, purpose)
    return ok(done)
  })
  return value
}
