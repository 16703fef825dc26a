import { describe, expect, it } from '@jest/globals'
import { DAY, HOUR } from '../kernel/index.ts'
import { type BucketUnit, bucketStarts, MOST_BUCKETS } from './buckets.ts'

const at = (iso: string) => Date.parse(iso)
const starts = (unit: BucketUnit, since: string, until: string, offset = 0) =>
  bucketStarts({ since: at(since), until: at(until) }, unit, offset)?.map((start) =>
    new Date(start).toISOString().slice(0, 16),
  )

describe('bucketStarts', () => {
  it.each<[BucketUnit, string[]]>([
    ['week', ['2026-01-04T00:00', '2026-01-11T00:00']],
    ['month', ['2026-01-01T00:00']],
    ['year', ['2026-01-01T00:00']],
  ])('begins each %s where it begins', (unit, expected) => {
    expect(starts(unit, '2026-01-07T10:30Z', '2026-01-12T00:00Z')).toEqual(expected)
  })

  it('leaves out the bucket that begins with the end', () => {
    expect(starts('day', '2026-01-05T10:30Z', '2026-01-07T00:00Z')).toEqual([
      '2026-01-05T00:00',
      '2026-01-06T00:00',
    ])
    expect(starts('hour', '2026-01-05T10:30Z', '2026-01-05T12:01Z')).toEqual([
      '2026-01-05T10:00',
      '2026-01-05T11:00',
      '2026-01-05T12:00',
    ])
  })

  it('begins days where the caller is', () => {
    expect(starts('day', '2026-01-05T10:00Z', '2026-01-06T00:00Z', 5.5 * HOUR)).toEqual([
      '2026-01-04T18:30',
      '2026-01-05T18:30',
    ])
    expect(starts('month', '2026-03-01T01:00Z', '2026-03-02T00:00Z', -3 * HOUR)).toEqual([
      '2026-02-01T03:00',
      '2026-03-01T03:00',
    ])
  })

  it('is nothing for a period of nothing, and for more than can be shown', () => {
    expect(starts('day', '2026-01-05T00:00Z', '2026-01-05T00:00Z')).toEqual([])
    const period = (days: number) => ({ since: 0, until: days * DAY })
    expect(bucketStarts(period(MOST_BUCKETS), 'day', 0)).toHaveLength(MOST_BUCKETS)
    expect(bucketStarts(period(MOST_BUCKETS + 1), 'day', 0)).toBeNull()
  })
})
