import type { Directory } from '../access/index.ts'
import type { UnknownGateway } from '../conversations/index.ts'
import { err, type OrganizationId, ok, type Result, type Secrets } from '../kernel/index.ts'

/** The provider of the outside lines, known by the gateway secret of an organization. */
export interface GatewayCarrier {
  readonly organizationId: OrganizationId
  /**
   * Whether it carries the connections of every organization: with the secret of the one that was there first, which is that
   * of whoever runs the installation. Any other organization's secret carries its own and learns of no other: otherwise a
   * tenant could speak in the name of another one's contacts.
   */
  readonly everywhere: boolean
}

/** Recognises the provider by a gateway secret. */
export const recogniseGateway =
  ({ directory, secrets }: { readonly directory: Directory; readonly secrets: Secrets }) =>
  async (secret: string): Promise<Result<GatewayCarrier, UnknownGateway>> => {
    const identified = await directory.identify(secrets.digest(secret))
    if (identified?.kind !== 'gateway' || identified.organization.status === 'suspended')
      return err({ code: 'gateway/unknown' })
    const { id: organizationId } = identified.organization
    const first = await directory.anyOrganization()
    return ok({ organizationId, everywhere: first?.id === organizationId })
  }

/** Whether the provider carries what is this organization's. */
export const carries = (carrier: GatewayCarrier, organizationId: OrganizationId): boolean =>
  carrier.everywhere || carrier.organizationId === organizationId
