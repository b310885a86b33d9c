import { describe, expect, it } from 'vitest';
import { inReadingOrder } from './reading-order.js';

function place(name: string, left: number, top: number, height = 10) {
  return { name, left, top, right: left + 30, bottom: top + height };
}

function order(...items: ReturnType<typeof place>[]): string {
  return inReadingOrder(items, (item) => item)
    .map(({ name }) => name)
    .join('');
}

describe('inReadingOrder', () => {
  it('goes row by row, each from the left', () => {
    expect(order(place('d', 50, 40), place('b', 50, 0), place('c', 0, 40), place('a', 0, 0))).toBe('abcd');
  });

  it('keeps what is a little higher or lower in its row', () => {
    expect(order(place('b', 50, 3), place('a', 0, 4), place('c', 100, 0))).toBe('abc');
  });

  it('follows a skewed row from one neighbour to the next', () => {
    const rows = ['abcd', 'efgh'].flatMap((names, row) =>
      [...names].map((name, column) => place(name, column * 40, row * 12 + column * 4)),
    );
    expect(order(...rows.toReversed())).toBe('abcdefgh');
  });

  it('parts rows that overlap by less than half', () => {
    expect(order(place('b', 0, 6), place('a', 50, 0))).toBe('ab');
  });

  it('puts a tall item into the row of its middle', () => {
    expect(order(place('a', 0, 20), place('b', 40, 10, 30), place('z', 0, 60))).toBe('abz');
  });

  it('has nothing to order on an empty page', () => {
    expect(inReadingOrder([], (item) => item)).toEqual([]);
  });
});
