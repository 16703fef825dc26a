export { liveReportRoutes } from './live-report-routes.ts'
export { reportFileRoutes } from './report-file-routes.ts'
export { reportRoutes } from './report-routes.ts'
export { summaryReportRoutes } from './summary-report-routes.ts'
