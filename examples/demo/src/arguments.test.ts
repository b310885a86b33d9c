import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.js';

describe('the command line', () => {
  test('without anything means generated documents and no service afterwards', () => {
    expect(readArguments([])).toEqual({ folder: null, keep: false, seed: 1, help: false });
  });

  test('names a folder, what to keep and a seed in any order', () => {
    expect(readArguments(['--keep', 'my/receipts', '--seed', '42'])).toEqual({
      folder: 'my/receipts',
      keep: true,
      seed: 42,
      help: false,
    });
  });

  test.each([
    [['a', 'b'], 'One folder at most can be given, not a and b'],
    [['--seed', 'x'], '--seed is "x" and should be a whole number'],
    [['--kepe'], '--kepe'],
  ])('is refused as %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(message) }),
    );
  });
});
