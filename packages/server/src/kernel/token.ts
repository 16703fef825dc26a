import type { Bind, Container } from 'inversify'

/** Names a dependency and carries its type, which a bare symbol cannot. */
export interface Token<T> {
  readonly id: symbol
  /** Never there: it makes a token of one type no token of another. */
  readonly type?: (value: T) => T
}

export const token = <T>(name: string): Token<T> => ({ id: Symbol(name) })

type TokensOf<Dependencies extends readonly unknown[]> = {
  readonly [K in keyof Dependencies]: Token<Dependencies[K]>
}

interface Recipe<T, Dependencies extends readonly unknown[]> {
  readonly from: TokensOf<Dependencies>
  readonly make: (...dependencies: Dependencies) => T
}

/** Binds a plain function, which is called once: `make` is given what `from` names, in that order. */
export const provide = <T, const Dependencies extends readonly unknown[]>(
  bind: Bind,
  to: Token<T>,
  { from, make }: Recipe<T, Dependencies>,
): void => {
  const ids = from.map(({ id }) => id)
  // The recipe's type has tied the tokens to the parameters; the container's own knows nothing of tokens.
  const factory = make as unknown as (...dependencies: unknown[]) => T
  bind<T>(to.id).toResolvedValue(factory, ids).inSingletonScope()
}

/** Binds something that is there already. */
export const provideValue = <T>(bind: Bind, to: Token<T>, value: NoInfer<T>): void => {
  bind<T>(to.id).toConstantValue(value)
}

/** What the container has, or makes, under the token. */
export const resolve = <T>(container: Container, from: Token<T>): T => container.get<T>(from.id)
