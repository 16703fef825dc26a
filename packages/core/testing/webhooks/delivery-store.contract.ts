import { contractOf } from '../kernel/contract.ts'
import { leasing } from './leasing.promises.ts'
import { orderingDeliveries } from './ordering-deliveries.promises.ts'
import { queueing } from './queueing.promises.ts'
import { settling } from './settling.promises.ts'

/** What every `DeliveryStore` promises. */
export const deliveryStoreContract = contractOf('DeliveryStore', {
  ...queueing,
  ...leasing,
  ...orderingDeliveries,
  ...settling,
})
