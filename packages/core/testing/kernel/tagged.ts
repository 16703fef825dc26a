/** Whether an item has at least one of the wanted tags, in any case. */
export const hasAnyTag = (tags: readonly string[], wanted: readonly string[]): boolean => {
  const lower = wanted.map((tag) => tag.toLowerCase())
  return tags.some((tag) => lower.includes(tag.toLowerCase()))
}
