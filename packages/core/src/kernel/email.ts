const EMAIL = /^[^@\s<>,;"]{1,64}@[^@\s<>,;".]+(\.[^@\s<>,;".]+)*$/

/** Whether the text is one e-mail address, without a name beside it. */
export const isEmail = (text: string): boolean => text.length <= 255 && EMAIL.test(text)
