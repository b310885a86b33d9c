/** The part of JSON Schema that the contract uses. */
export interface JsonSchema {
  type?: string | readonly string[];
  enum?: readonly (string | number | null)[];
  anyOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[] | undefined;
  patternProperties?: Readonly<Record<string, JsonSchema>>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minProperties?: number;
  pattern?: string;
  default?: unknown;
  description?: string;
}

/** Two schemas with the same key describe the same values. */
export function schemaKey(schema: JsonSchema): string {
  const { description: _, ...rest } = schema;
  return JSON.stringify(rest);
}

/** `las:document:<32 hex digits>` for an id, undefined for any other string. */
export function idForm(schema: JsonSchema): string | undefined {
  const kind = /^\^las:([a-z-]+):/.exec(schema.pattern ?? '')?.[1];
  if (!kind) return undefined;
  return kind === 'model' ? 'las:model:<name>' : `las:${kind}:<32 hex digits>`;
}
