/** A pattern for `like` that has the text, taken literally, anywhere. */
export const containing = (text: string): string => `%${literal(text)}%`

/** A pattern for `like` that has the text, taken literally, at its beginning. */
export const beginning = (text: string): string => `${literal(text)}%`

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
