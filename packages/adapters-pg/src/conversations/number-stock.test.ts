import { beforeEach, describe, expect, it } from '@jest/globals'
import { createNumberStock, type NumberStock } from './number-stock.ts'

describe('numbers that were taken ahead', () => {
  let time: number
  let stock: NumberStock

  beforeEach(() => {
    time = 0
    stock = createNumberStock(() => time)
  })

  it('are handed out once, the lowest first', () => {
    stock.put([1, 2, 3])
    expect(stock.take(2, 0)).toEqual([1, 2])
    expect(stock.take(1, 0)).toEqual([3])
    expect(stock.take(1, 0)).toBeNull()
  })

  it('stay when they are too few', () => {
    stock.put([1, 2])
    expect(stock.take(3, 0)).toBeNull()
    stock.put([3])
    expect(stock.take(3, 0)).toEqual([1, 2, 3])
  })

  it('grow, in whatever order they were put there', () => {
    stock.put([4, 6])
    stock.put([3, 5])
    expect(stock.take(3, 0)).toEqual([3, 4, 5])
    expect(stock.take(1, 0)).toEqual([6])
  })

  it('are above the last one of the conversations that they are for', () => {
    stock.put([4, 5, 6])
    expect(stock.take(1, 5)).toEqual([6])
    expect(stock.take(1, 0)).toBeNull()
  })

  it('are gone after a second, each portion for itself', () => {
    stock.put([1])
    time = 600
    stock.put([2])
    time = 1_000
    expect(stock.take(1, 0)).toEqual([2])
  })

  it('are counted', () => {
    expect(stock.lacks(3)).toBe(3)
    stock.put([1, 2])
    expect(stock.lacks(3)).toBe(1)
    expect(stock.lacks(1)).toBe(0)
  })
})
