import 'reflect-metadata'
import { Container, type ContainerModule } from 'inversify'

/** A container with these modules. Whether Postgres or memory keeps the data is which module is among them. */
export const createContainer = (...modules: readonly ContainerModule[]): Container => {
  const container = new Container({ defaultScope: 'Singleton' })
  container.load(...modules)
  return container
}
