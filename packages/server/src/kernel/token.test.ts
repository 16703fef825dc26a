import 'reflect-metadata'
import { describe, expect, it } from '@jest/globals'
import { Container, ContainerModule } from 'inversify'
import { provide, provideValue, resolve, token } from './token.ts'

const NAME = token<string>('name')
const AGE = token<number>('age')
const GREETING = token<{ readonly text: string }>('greeting')

const greet = (name: string, age: number) => ({ text: `${name} is ${age}` })

describe('a token', () => {
  it('gives the function what it names, in that order, once', () => {
    const container = new Container()
    const module = new ContainerModule(({ bind }) => {
      provideValue(bind, NAME, 'Ada')
      provide(bind, AGE, { from: [], make: () => 36 })
      provide(bind, GREETING, { from: [NAME, AGE], make: greet })
    })
    container.load(module)
    expect(resolve(container, GREETING)).toEqual({ text: 'Ada is 36' })
    expect(resolve(container, GREETING)).toBe(resolve(container, GREETING))
  })

  it('does not compile for dependencies that are swapped, missing, or of another type', () => {
    const never = () =>
      new ContainerModule(({ bind }) => {
        // @ts-expect-error swapped
        provide(bind, GREETING, { from: [AGE, NAME], make: greet })
        // @ts-expect-error one is missing
        provide(bind, GREETING, { from: [NAME], make: greet })
        // @ts-expect-error makes something else
        provide(bind, NAME, { from: [NAME, AGE], make: greet })
        // @ts-expect-error is something else
        provideValue(bind, AGE, 'old')
      })
    expect(never).toBeInstanceOf(Function)
  })

  it('is named when nothing is bound to it', () => {
    expect(() => resolve(new Container(), NAME)).toThrow(/name/)
  })
})
