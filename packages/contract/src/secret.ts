import { Type } from 'typebox';
import { closed, id, JsonObject, NextToken, NullableText, naming } from './scalars.js';

export const Secret = closed({ secretId: id('secret'), description: NullableText, name: NullableText });
export type Secret = Type.Static<typeof Secret>;

export const SecretCreate = closed({ data: JsonObject, ...naming });
export type SecretCreate = Type.Static<typeof SecretCreate>;

export const SecretUpdate = closed({ data: Type.Optional(JsonObject), ...naming }, { minProperties: 1 });
export type SecretUpdate = Type.Static<typeof SecretUpdate>;

export const SecretPage = closed({ secrets: Type.Array(Secret), nextToken: NextToken });
export type SecretPage = Type.Static<typeof SecretPage>;
