import { type TProperties, type TSchema, Type } from 'typebox';

/** An object without further properties: every shape of the contract is closed unless it says otherwise. */
export function closed<P extends TProperties>(
  properties: P,
  options: { minProperties?: number; description?: string } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** A scalar that may be null as well, as `{"type": [x, "null"]}`: shorter to read and faster to check than `anyOf`. */
export function nullable<S extends TSchema & { type: string; enum?: readonly unknown[] }>(schema: S) {
  const { enum: values, ...rest } = schema;
  return Type.Unsafe<Type.Static<S> | null>({
    ...rest,
    type: [schema.type, 'null'],
    ...(values ? { enum: [...values, null] } : {}),
  });
}

/** One of a few strings. */
export function oneOf<const V extends readonly string[]>(
  values: V,
  options: { description?: string; default?: V[number] } = {},
) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: values, ...options });
}

/** One of a few whole numbers. */
export function oneOfNumbers<const V extends readonly number[]>(values: V, options: { description?: string } = {}) {
  return Type.Unsafe<V[number]>({ type: 'integer', enum: values, ...options });
}

/** The kinds of id whose random part is 32 lower-case hex digits. */
export type IdKind =
  | 'app-client'
  | 'asset'
  | 'batch'
  | 'consent'
  | 'document'
  | 'log'
  | 'mail'
  | 'prediction'
  | 'secret'
  | 'training'
  | 'transition-execution'
  | 'user'
  | 'workflow'
  | 'workflow-execution';

/** `las:<kind>:<32 hex digits>`. */
export function id(kind: IdKind) {
  return Type.String({ pattern: `^las:${kind}:[0-9a-f]{32}$` });
}

/** Models may carry a name instead of hex digits. */
export const ModelId = Type.String({ pattern: '^las:model:[0-9A-Za-z_]+$', maxLength: 256 });

/** A transition of one's own, or a built-in one (`las:transition:commons-…`). */
export const TransitionId = Type.String({
  pattern: '^las:transition:(commons-[0-9A-Za-z-]+|[0-9a-f]{32})$',
  maxLength: 256,
});

export const Text = Type.String({ maxLength: 4096 });
export const NullableText = nullable(Text);

/** Name of a field: letters, digits and underscores. */
export const labelPattern = '^[0-9A-Za-z_]{1,36}$';
export const Label = Type.String({ pattern: labelPattern });

const date = '\\d{4}-?\\d{2}-?\\d{2}';
const clock = '\\d{2}:?\\d{2}:?\\d{2}(\\.\\d{1,6})?';

/** A time as answers carry it. */
export const Time = Type.String({ pattern: `^${date}[T ]?${clock}(Z|\\+\\d{2}:?\\d{2})$` });
export const NullableTime = nullable(Time);

/** A time as requests may carry it: existing clients send local offsets, negative ones included. */
export const RequestTime = Type.String({ pattern: `^${date}[T ]?${clock}(Z|[+-]\\d{2}:?\\d{2})$` });

export const Email = Type.String({
  pattern: '^[0-9A-Za-z][0-9A-Za-z+._-]*@([0-9A-Za-z-]+\\.)+[A-Za-z]{2,}$',
  maxLength: 254,
});

const base64 = '^([0-9A-Za-z+/]{4})*([0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$';

/** A JPEG in base64. */
export const Avatar = Type.String({ minLength: 1, maxLength: 131_072, pattern: base64 });

/** Bytes in base64. The alphabet is checked where the bytes are decoded: a pattern over megabytes costs too much. */
export const Content = Type.String({ minLength: 1, description: 'Bytes in base64.' });

export const ContentType = oneOf(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff']);
export type ContentType = Type.Static<typeof ContentType>;

/** Any JSON object. */
export const JsonObject = Type.Record(Type.String(), Type.Unknown());
export type JsonObject = Type.Static<typeof JsonObject>;

export const NullableJsonObject = Type.Unsafe<JsonObject | null>({ type: ['object', 'null'] });

export const StringMap = Type.Record(Type.String(), Type.String());

/** `[left, top, right, bottom]`, each 0..1 relative to the upright page. */
export const Box = Type.Unsafe<readonly [number, number, number, number]>({
  type: 'array',
  items: { type: 'number', minimum: 0, maximum: 1 },
  minItems: 4,
  maxItems: 4,
  description: '[left, top, right, bottom], each 0..1 relative to the upright page.',
});
export type Box = Type.Static<typeof Box>;
export const NullableBox = Type.Unsafe<Box | null>({ ...Box, type: ['array', 'null'] });

/** Points to the next page of a list; null on the last. */
export const NextToken = NullableText;

export const Order = oneOf(['ascending', 'descending']);
export const SortBy = oneOf(['startTime', 'endTime']);

/** Name and description, as nearly every create body takes them. */
export const naming = {
  name: Type.Optional(NullableText),
  description: Type.Optional(NullableText),
};

/** Query of every list. */
export const paging = {
  maxResults: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Size of a page, 100 when absent.' }),
  ),
  nextToken: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4096,
      description: 'From the page before; all other parameters unchanged.',
    }),
  ),
};
