import { Type } from 'typebox';
import { Avatar, closed, Email, id, NextToken, NullableText, nullable } from './scalars.js';

const profile = { avatar: Type.Optional(nullable(Avatar)), name: Type.Optional(NullableText) };

export const User = closed({ userId: id('user'), email: Email, ...profile });
export type User = Type.Static<typeof User>;

export const UserCreate = closed({ email: Email, appClientId: Type.Optional(id('app-client')), ...profile });
export type UserCreate = Type.Static<typeof UserCreate>;

export const UserUpdate = closed(profile, { minProperties: 1 });
export type UserUpdate = Type.Static<typeof UserUpdate>;

export const UserPage = closed({ users: Type.Array(User), nextToken: NextToken });
export type UserPage = Type.Static<typeof UserPage>;
