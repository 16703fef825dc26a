/** What differs from the family, by operation; by \`METHOD path\` for what is not served. */
export const CHANNEL_DIFFERENCES: Readonly<Record<string, string>> = {}
