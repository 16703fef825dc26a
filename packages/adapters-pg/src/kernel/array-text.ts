/**
 * A list as Postgres reads it from a text parameter. pg would write it, too, but looks at each value for what is to be
 * quoted, of which there is nothing here.
 *
 * @param values ids, numbers and the like: nothing that a person wrote.
 */
export const arrayText = (values: readonly (string | number | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`
