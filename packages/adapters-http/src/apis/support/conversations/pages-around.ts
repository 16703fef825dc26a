interface Place {
  readonly limit: number
  readonly offset: number
  readonly count: number
}

interface Neighbours {
  readonly next: string | null
  readonly previous: string | null
}

/** The addresses of the pages before and after this one; null where there is none. */
export const pagesAround = (
  address: string,
  asked: Readonly<Record<string, string | null>>,
  { limit, offset, count }: Place,
): Neighbours => {
  const pageAt = (place: number): string => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(asked)) if (value !== null) query.set(name, value)
    query.set('limit', String(limit))
    if (place > 0) query.set('offset', String(place))
    return `${address}?${query}`
  }
  return {
    next: offset + limit < count ? pageAt(offset + limit) : null,
    previous: offset > 0 ? pageAt(Math.max(0, offset - limit)) : null,
  }
}
