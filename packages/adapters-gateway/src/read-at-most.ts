/** The beginning of an answer, at most this many bytes of it; the rest is not waited for. */
export const readAtMost = async (response: Response, limit: number): Promise<string> => {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < limit) {
    const { done, value } = await reader.read()
    if (done) return textOf(chunks)
    chunks.push(value)
    size += value.length
  }
  await reader.cancel()
  return textOf(chunks).slice(0, limit)
}

const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('utf8')
