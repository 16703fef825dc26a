export { createMeasurementStore } from './measurement-store.ts'
export { createReportQueries } from './report-queries.ts'
