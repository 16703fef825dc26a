export { contactListRoutes } from './contact-list-routes.ts'
export { contactRoutes } from './contact-routes.ts'
export { publicContactRoutes } from './public-contact-routes.ts'
