import { Type } from 'typebox';
import { closed, id, NextToken, NullableText, NullableTime, naming, nullable } from './scalars.js';

const Url = Type.String({ minLength: 1, maxLength: 2048 });
const Urls = Type.Array(Url, { maxItems: 100 });

export const AppClient = closed({
  appClientId: id('app-client'),
  apiKey: Type.String(),
  callbackUrls: Type.Array(Type.String()),
  clientId: Type.String(),
  clientSecret: Type.Optional(Type.String({ description: 'Only in the answer to its creation.' })),
  createdTime: NullableTime,
  defaultLoginUrl: nullable(Type.String()),
  description: NullableText,
  hasSecret: Type.Boolean(),
  loginUrls: Type.Array(Type.String()),
  logoutUrls: Type.Array(Type.String()),
  name: NullableText,
});
export type AppClient = Type.Static<typeof AppClient>;

export const AppClientCreate = closed({
  ...naming,
  generateSecret: Type.Optional(Type.Boolean({ default: true })),
  callbackUrls: Type.Optional(Urls),
  loginUrls: Type.Optional(Urls),
  logoutUrls: Type.Optional(Urls),
  defaultLoginUrl: Type.Optional(Url),
});
export type AppClientCreate = Type.Static<typeof AppClientCreate>;

export const AppClientUpdate = closed(naming, { minProperties: 1 });
export type AppClientUpdate = Type.Static<typeof AppClientUpdate>;

export const AppClientPage = closed({ appClients: Type.Array(AppClient), nextToken: NextToken });
export type AppClientPage = Type.Static<typeof AppClientPage>;
