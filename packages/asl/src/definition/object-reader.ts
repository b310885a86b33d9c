import type { Json, JsonObject } from '../types.js';
import { isObject, shown } from './json-value.js';
import { type ProblemList, within } from './problem-list.js';

/** Bounds of a number; `whole` refuses fractions. */
export interface NumberBounds {
  readonly least?: number;
  readonly most?: number;
  /** Whether `least` itself is refused. */
  readonly above?: boolean;
  readonly whole?: boolean;
}

/** What is wrong with a number, as the end of a sentence; undefined when nothing is. */
export function numberFault(value: Json, bounds: NumberBounds): string | undefined {
  if (typeof value !== 'number') return `has to be a number, not ${shown(value)}`;
  if (bounds.whole === true && !Number.isInteger(value)) return `has to be a whole number, not ${value}`;
  const { least, most, above } = bounds;
  if (least !== undefined && (above === true ? value <= least : value < least)) {
    return above === true ? `has to be more than ${least}` : `has to be at least ${least}`;
  }
  return most !== undefined && value > most ? `has to be at most ${most}` : undefined;
}

/** Reads the fields of an object of a definition and notes what is wrong with them. */
export class ObjectReader {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly problems: ProblemList;

  constructor(value: JsonObject, pointer: string, problems: ProblemList) {
    this.value = value;
    this.pointer = pointer;
    this.problems = problems;
  }

  has(field: string): boolean {
    return Object.hasOwn(this.value, field);
  }

  get(field: string): Json | undefined {
    return this.has(field) ? this.value[field] : undefined;
  }

  refuse(field: string, message: string): undefined {
    this.problems.add(within(this.pointer, field), message);
    return undefined;
  }

  /** Refuses all fields that are not among these. */
  allow(fields: readonly string[], what: string): void {
    for (const field of Object.keys(this.value)) {
      if (!fields.includes(field)) this.refuse(field, `is no field of ${what}`);
    }
  }

  /** Refuses fields of which only one may be there. */
  either(fields: readonly string[]): void {
    const there = fields.filter((field) => this.has(field));
    for (const field of there.slice(1)) this.refuse(field, `cannot stand beside ${there[0]}`);
  }

  require(field: string): boolean {
    if (this.has(field)) return true;
    this.problems.add(this.pointer, `has to have a field ${field}`);
    return false;
  }

  text(field: string): string | undefined {
    const value = this.get(field);
    if (value === undefined || typeof value === 'string') return value;
    return this.refuse(field, `has to be text, not ${shown(value)}`);
  }

  requiredText(field: string): string | undefined {
    if (!this.require(field)) return undefined;
    const text = this.text(field);
    return text === '' ? this.refuse(field, 'has to be text that is not empty') : text;
  }

  number(field: string, bounds: NumberBounds): number | undefined {
    const value = this.get(field);
    if (value === undefined) return undefined;
    const fault = numberFault(value, bounds);
    return fault === undefined ? (value as number) : this.refuse(field, fault);
  }

  oneOf<T extends string>(field: string, values: readonly T[]): T | undefined {
    const value = this.get(field);
    if (value === undefined || values.includes(value as T)) return value as T | undefined;
    return this.refuse(field, `has to be ${values.map((one) => `"${one}"`).join(' or ')}, not ${shown(value)}`);
  }

  flag(field: string): boolean | undefined {
    const value = this.get(field);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.refuse(field, `has to be true or false, not ${shown(value)}`);
  }

  object(field: string): ObjectReader | undefined {
    const value = this.get(field);
    if (value === undefined) return undefined;
    if (!isObject(value)) return this.refuse(field, `has to be an object, not ${shown(value)}`);
    return new ObjectReader(value, within(this.pointer, field), this.problems);
  }

  /** The objects of an array. */
  objects(field: string, options: { empty: boolean }): ObjectReader[] {
    const value = this.get(field);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.refuse(field, `has to be an array, not ${shown(value)}`);
      return [];
    }
    if (value.length === 0 && !options.empty) this.refuse(field, 'has to have at least one entry');
    return value.flatMap((item, index) => {
      const pointer = within(this.pointer, field, index);
      if (isObject(item)) return [new ObjectReader(item, pointer, this.problems)];
      this.problems.add(pointer, `has to be an object, not ${shown(item)}`);
      return [];
    });
  }
}
