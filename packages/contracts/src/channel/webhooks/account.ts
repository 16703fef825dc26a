import type { OrganizationRef } from '@parlance/core'
import { z } from 'zod'

export const webhookAccountSchema = z
  .object({ id: z.int(), name: z.string() })
  .meta({ id: 'WebhookAccount', description: 'The account that something happened in' })

export type WebhookAccount = z.infer<typeof webhookAccountSchema>

/** The organization as webhook bodies name it. */
export const presentWebhookAccount = (organization: OrganizationRef): WebhookAccount => ({
  id: organization.number,
  name: organization.name,
})
