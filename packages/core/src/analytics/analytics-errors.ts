/** There is no such member, inbox, team or tag to report on. */
export interface ReportSubjectNotFound {
  readonly code: 'report/subject-not-found'
}

export type AnalyticsError = ReportSubjectNotFound
