/** There is no such member, inbox or team to report on. */
export interface ReportSubjectNotFound {
  readonly code: 'report/subject-not-found'
}

export type AnalyticsError = ReportSubjectNotFound
