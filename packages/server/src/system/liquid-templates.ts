import { createRequire } from 'node:module'
import type { Templates } from '@parlance/core'
import type * as Library from 'liquidjs'

/** Milliseconds that a text may take: a conversation is locked meanwhile. */
const TIME = 20
/** Characters of a text that is read, and its variables and tags: reading takes longest, and is not timed. */
const READ = 10_000
const MARKS = 100
const MARK = /\{\{|\{%/g
/** Characters of a text that comes out. */
const WRITTEN = 200_000
/** What a text may make on the way, in the units of the library: about a character, or a member of a list, each. */
const MEMORY = 1_000_000

const require = createRequire(import.meta.url)

const createLiquid = (): Library.Liquid => {
  const library = require('liquidjs') as typeof Library
  return new library.Liquid({
    // There are no other templates to include, and no files are looked for.
    templates: {},
    ownPropertyOnly: true,
    timezoneOffset: 0,
    parseLimit: READ,
    renderLimit: TIME,
    memoryLimit: MEMORY,
  })
}

let liquid: Library.Liquid | undefined

/** Liquid, kept within bounds of time and size. The library is loaded with the first text that has a mark. */
export const liquidTemplates: Templates = {
  render: (template, variables) => {
    const marks = template.match(MARK)?.length ?? 0
    if (template.length > READ || marks > MARKS) return null
    if (marks === 0) return template
    liquid ??= createLiquid()
    try {
      const text: unknown = liquid.parseAndRenderSync(template, variables)
      return typeof text === 'string' && text.length <= WRITTEN ? text : null
    } catch {
      return null
    }
  },
}
