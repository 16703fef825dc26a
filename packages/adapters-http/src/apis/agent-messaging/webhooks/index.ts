export { deliveryRoutes } from './delivery-routes.ts'
export { subscriptionRoutes } from './subscription-routes.ts'
