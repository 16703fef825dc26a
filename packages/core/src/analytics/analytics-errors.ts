/** There is no such member or inbox to report on. */
export interface ReportSubjectNotFound {
  readonly code: 'report/subject-not-found'
}

export type AnalyticsError = ReportSubjectNotFound
