import type { Json } from '@las/asl';
import type { JsonObject } from '@las/contract';

/** The API answers objects only, while the language passes on any JSON: what is none stands under `value`. */
export function asJsonObject(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value };
}
