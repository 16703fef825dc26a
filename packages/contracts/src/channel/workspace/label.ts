import type { Tag, TagChanges } from '@parlance/core'
import { z } from 'zod'
import { flag, text } from '../../kernel/index.ts'

export const keptLabelSchema = z
  .object({
    id: z.int(),
    title: z.string().describe('What conversations and contacts carry it by'),
    description: z.string().nullable(),
    color: z.string().describe('How it is painted'),
    show_on_sidebar: z.boolean().nullable().describe('Whether the console lists it at the side'),
  })
  .meta({ id: 'Label', description: 'A label that is kept with a description and a colour' })

export const keptLabelListSchema = z.object({ payload: z.array(keptLabelSchema) })

/** A label. */
export const presentLabel = (tag: Tag): z.output<typeof keptLabelSchema> => ({
  id: tag.number,
  title: tag.title,
  description: tag.description,
  color: tag.color,
  show_on_sidebar: tag.showOnSidebar,
})

const fields = {
  title: text.describe('Letters, digits, hyphens and underscores; kept in lower case, unique in the account'),
  description: text,
  color: text.describe('`#1f93ff` when it is left out'),
  show_on_sidebar: flag.describe('Whether the console is to list it at the side'),
}

export const createLabelSchema = z.object(fields).meta({ id: 'CreateLabel', description: 'A label to keep' })

export const updateLabelSchema = z
  .object(fields)
  .meta({ id: 'UpdateLabel', description: 'What is to change of a label' })

/** What the engine is asked for. */
export const toTagChanges = (input: z.output<typeof updateLabelSchema>): TagChanges => ({
  title: input.title === null ? '' : input.title,
  description: input.description,
  color: input.color ?? undefined,
  showOnSidebar: input.show_on_sidebar,
})
