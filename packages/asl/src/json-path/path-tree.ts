import type { Pattern } from '../regex/pattern.js';
import type { Json } from '../types.js';

/** One step of a path. */
export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'filter'; readonly test: Filter }
  /** `..`: the next step is tried on the value and on everything below it. */
  | { readonly kind: 'descent' }
  | { readonly kind: 'function'; readonly name: string };

/** What a filter `[?( … )]` asks of an item. */
export type Filter =
  | { readonly kind: 'any' | 'all'; readonly tests: readonly Filter[] }
  | { readonly kind: 'not'; readonly test: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'matches'; readonly left: Operand; readonly pattern: Pattern };

export type Operand =
  | { readonly kind: 'constant'; readonly value: Json }
  /** A path from the item (`@`) or from the document (`$`). */
  | { readonly kind: 'path'; readonly from: 'item' | 'document'; readonly steps: readonly Step[] };

export const operators = [
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  'in',
  'nin',
  'subsetof',
  'anyof',
  'noneof',
  'size',
  'empty',
] as const;
export type Operator = (typeof operators)[number];
