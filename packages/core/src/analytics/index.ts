export type { AnalyticsError, ReportSubjectNotFound } from './analytics-errors.ts'
export type { BucketUnit, Period } from './buckets.ts'
export { BUCKET_UNITS, MOST_BUCKETS } from './buckets.ts'
export type { BusinessCalendar } from './business-time.ts'
export { businessTime } from './business-time.ts'
export { MEASURED_EVENTS } from './measure-event.ts'
export type { Measure, Measurement, MeasurementStore } from './measurement.ts'
export { MEASURES } from './measurement.ts'
export { recordMeasurements } from './record-measurements.ts'
export type {
  Group,
  GroupedQuery,
  Grouping,
  LiveCounts,
  LiveGroup,
  LiveGrouping,
  ReportQueries,
  Scope,
  SeriesQuery,
  StatusCounts,
  Tallies,
  Tally,
  TotalsQuery,
} from './report-queries.ts'
export type {
  Point,
  ReportLine,
  Reports,
  SeriesRequest,
  Subject,
  Summary,
  SummaryRequest,
} from './reports.ts'
export { createReports } from './reports.ts'
