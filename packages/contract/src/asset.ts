import { Type } from 'typebox';
import { Content, closed, id, NextToken, NullableText, naming } from './scalars.js';

export const Asset = closed({
  assetId: id('asset'),
  content: Type.Optional(Content),
  description: NullableText,
  name: NullableText,
});
export type Asset = Type.Static<typeof Asset>;

export const AssetCreate = closed({ content: Content, ...naming });
export type AssetCreate = Type.Static<typeof AssetCreate>;

export const AssetUpdate = closed({ content: Type.Optional(Content), ...naming }, { minProperties: 1 });
export type AssetUpdate = Type.Static<typeof AssetUpdate>;

export const AssetPage = closed({ assets: Type.Array(Asset), nextToken: NextToken });
export type AssetPage = Type.Static<typeof AssetPage>;
