import type { OrganizationId } from '@parlance/core'
import { z } from 'zod'

/** A time as this API writes it: ISO 8601 in UTC with milliseconds. */
export const isoSchema = z.iso.datetime()

/** The organization's id as this API writes it. */
export const presentOrganizationId = (id: OrganizationId): string => `org_${id}`
