/** How much of a file is looked at to tell what it is, in bytes. */
export const HEAD = 256 * 1024

const UNKNOWN = 'application/octet-stream'

/** Names that say the same as another one. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['image/apng', 'image/png'],
  ['image/x-ms-bmp', 'image/bmp'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/vnd.wave', 'audio/wav'],
])

/** What a file is, by its first bytes and nothing else: `head` are at most `HEAD` of them. */
export const contentTypeOf = async (head: Uint8Array): Promise<string> => {
  const text = textOf(head)
  const markup = text === null ? null : markupIn(text)
  if (markup) return markup
  const type = (await signatureOf(head))?.split(';')[0]?.trim().toLowerCase()
  if (type !== undefined) return SAME.get(type) ?? type
  return text === null ? UNKNOWN : 'text/plain'
}

const signatureOf = async (head: Uint8Array): Promise<string | undefined> => {
  const { fileTypeFromBuffer } = await import('file-type')
  try {
    return (await fileTypeFromBuffer(head))?.mime
  } catch {
    // What is cut off, or was made to break parsers, is nothing that is known.
    return undefined
  }
}

/** The beginning as text; null when it is none. */
const textOf = (head: Uint8Array): string | null => {
  try {
    // A character that is cut off at the end is no reason: with `stream` it is waited for.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD })
    return hasControls(text) ? null : text
  } catch {
    return null
  }
}

/** Whether there are control characters that text has no use for. */
const hasControls = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll(/[\t\n\v\f\r]/g, ''))

/** Text that browsers would run or draw, should anybody show it to them. */
const markupIn = (text: string): string | null => {
  const beginning = text.slice(0, 4_096)
  if (/<svg[\s>]/i.test(beginning)) return 'image/svg+xml'
  return /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)[\s>]/i.test(beginning)
    ? 'text/html'
    : null
}
