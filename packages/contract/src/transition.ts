import { Type } from 'typebox';
import {
  closed,
  id,
  JsonObject,
  NextToken,
  NullableText,
  naming,
  oneOf,
  oneOfNumbers,
  StringMap,
  TransitionId,
} from './scalars.js';

export const transitionTypes = ['docker', 'manual'] as const;
export const TransitionType = oneOf(transitionTypes);
export type TransitionType = (typeof transitionTypes)[number];

/** Assets by the name under which an interface looks for them (`jsRemoteComponent`, `fieldConfig`, …). */
export const AssetMap = Type.Unsafe<Record<string, string>>({
  type: 'object',
  properties: { jsRemoteComponent: id('asset') },
  additionalProperties: id('asset'),
});

const EnvironmentSecrets = Type.Array(id('secret'), { maxItems: 100 });

/** A container that runs: image, registry login, environment. */
export const containerProperties = {
  imageUrl: Type.String({ minLength: 1, maxLength: 4096 }),
  environment: Type.Optional(StringMap),
  environmentSecrets: Type.Optional(EnvironmentSecrets),
  secretId: Type.Optional(id('secret')),
};

export const DockerParameters = closed({
  ...containerProperties,
  cpu: Type.Optional(oneOfNumbers([256], { description: '256 is a quarter of a core.' })),
  memory: Type.Optional(oneOfNumbers([512, 1024, 2048], { description: 'MB.' })),
});
export type DockerParameters = Type.Static<typeof DockerParameters>;

export const ManualParameters = closed({ assets: Type.Optional(AssetMap) });
export type ManualParameters = Type.Static<typeof ManualParameters>;

export const Transition = closed({
  transitionId: TransitionId,
  transitionType: Type.String(),
  name: NullableText,
  description: NullableText,
  parameters: JsonObject,
  assets: Type.Optional(AssetMap),
  inputJsonSchema: Type.Optional(JsonObject),
  outputJsonSchema: Type.Optional(JsonObject),
});
export type Transition = Type.Static<typeof Transition>;

export const TransitionCreate = closed({
  transitionType: TransitionType,
  ...naming,
  inputJsonSchema: Type.Optional(JsonObject),
  outputJsonSchema: Type.Optional(JsonObject),
  parameters: Type.Optional(Type.Union([DockerParameters, ManualParameters])),
});
export type TransitionCreate = Type.Static<typeof TransitionCreate>;

export const TransitionUpdate = closed(
  {
    ...naming,
    assets: Type.Optional(AssetMap),
    environment: Type.Optional(StringMap),
    environmentSecrets: Type.Optional(EnvironmentSecrets),
    inputJsonSchema: Type.Optional(JsonObject),
    outputJsonSchema: Type.Optional(JsonObject),
  },
  { minProperties: 1 },
);
export type TransitionUpdate = Type.Static<typeof TransitionUpdate>;

export const TransitionPage = closed({
  transitions: Type.Array(Transition),
  nextToken: NextToken,
  transitionType: Type.Optional(Type.Array(TransitionType)),
});
export type TransitionPage = Type.Static<typeof TransitionPage>;
