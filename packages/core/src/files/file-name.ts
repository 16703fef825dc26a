const LONGEST = 200

/**
 * A file's name as it is kept: the last part of what may be a path, without characters that no name has a use for, and not
 * too long; its ending stays.
 */
export const fileName = (sent: string): string => {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|*?:;]/gu, '').trim()
  const named = /^\.*$/.test(plain) ? 'file' : plain
  if (named.length <= LONGEST) return named
  const ending = /\.[A-Za-z0-9]{1,16}$/.exec(named)?.[0] ?? ''
  return named.slice(0, LONGEST - ending.length).toWellFormed() + ending
}
