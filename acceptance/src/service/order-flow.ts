import type { JsonObject } from '@las/client';
import { type Definition, machine, task } from './flows.js';

const webhook = (effect: string, more: JsonObject = {}) =>
  task('las:transition:commons-webhook', {
    Parameters: { 'url.$': '$.url', payload: { 'effect.$': `States.Format('${effect} {}', $.order)` }, retries: 10 },
    ResultSelector: { 'done.$': '$.body.done' },
    ...more,
  });

/**
 * A flow with something of everything that takes time: waits, people who may fail at first, items, branches and effects on
 * the outside.
 */
export function orderFlow({ check, count }: { check: string; count: string }): Definition {
  const retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 9, BackoffRate: 1 }];
  return machine({
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        machine({ Reserve: webhook('reserve') }),
        machine({ Pause: { Type: 'Wait', Seconds: 1, Next: 'Check' }, Check: task(check, { Retry: retry }) }),
      ],
      ResultSelector: { 'reserved.$': '$[0].done', 'checked.$': '$[1].checked' },
      ResultPath: '$.both',
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 2,
      ItemSelector: { 'order.$': '$.order', 'item.$': '$$.Map.Item.Value' },
      ItemProcessor: machine({ Count: task(count, { OutputPath: '$.counted' }) }),
      ResultPath: '$.counted',
      Next: 'Book',
    },
    Book: webhook('book', { ResultPath: '$.booked', Next: 'Tell' }),
    Tell: {
      Type: 'Pass',
      Parameters: { 'order.$': '$.order', 'both.$': '$.both', 'counted.$': '$.counted', 'booked.$': '$.booked.done' },
      End: true,
    },
  });
}

export const itemsOf = (order: number): string[] => ['a', 'b', 'c'].slice(0, 1 + (order % 3));
export const effectsOf = (order: number): string[] => [`reserve ${order}`, `book ${order}`];
export const checkedBy = (order: number): string => `order ${order} is right`;
export const countedBy = (order: number, item: string): string => `${order}${item}`;

/** What an order's execution has to come to. */
export function outputOf(order: number): JsonObject {
  const [reserved, booked] = effectsOf(order);
  return {
    order,
    both: { reserved, checked: checkedBy(order) },
    counted: itemsOf(order).map((item) => countedBy(order, item)),
    booked,
  };
}
