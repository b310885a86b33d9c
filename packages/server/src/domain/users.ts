import type { User, UserCreate, UserPage, UserUpdate } from '@las/contract';
import { sniffContentType } from '@las/reader';
import { holdLoginUrl } from '../db/app-clients.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { findOrganizationName } from '../db/organizations.js';
import { deleteUserRow, findUser, insertUser, pageOfUsers, type UserRow, updateUserRow } from '../db/users.js';
import { invitation } from '../mail/invitation.js';
import { badRequest, notFound } from './api-error.js';
import { decodeContent } from './content.js';
import { newId } from './ids.js';
import { type MailQueue, queueMail } from './mails.js';
import type { NextTokens } from './next-token.js';

function toUser(row: UserRow): User {
  return { userId: row.id, email: row.email, name: row.name, avatar: row.avatar };
}

/** @throws ApiError when the picture is none. */
function checkAvatar(avatar: string | null | undefined): void {
  if (avatar === null || avatar === undefined) return;
  const bytes = decodeContent(avatar, { field: 'body.avatar' });
  if (sniffContentType(bytes) !== 'image/jpeg') throw badRequest('body.avatar has to be a JPEG image in base64');
}

async function loginUrlOf(
  trx: DatabaseTransaction,
  organizationId: string,
  appClientId: string | undefined,
): Promise<string | null> {
  if (appClientId === undefined) return null;
  const appClient = await holdLoginUrl(trx, organizationId, appClientId);
  if (!appClient) throw badRequest(`body.appClientId names ${appClientId}, which was not found`);
  return appClient.default_login_url;
}

/** Creates a user and the mail that invites him: to the login page of the app client, or else of the service. */
export async function createUser(
  services: { trx: DatabaseTransaction; mailQueue: MailQueue | null; publicUrl: string },
  organizationId: string,
  input: UserCreate,
): Promise<User> {
  const { trx, publicUrl } = services;
  checkAvatar(input.avatar);
  const loginUrl = (await loginUrlOf(trx, organizationId, input.appClientId)) ?? publicUrl;
  const row = await insertUser(trx, {
    id: newId('user'),
    organization_id: organizationId,
    app_client_id: input.appClientId ?? null,
    email: input.email,
    name: input.name ?? null,
    avatar: input.avatar ?? null,
  });
  if (!row) throw badRequest('body.email is the address of another user of the organization');
  const organization = await findOrganizationName(trx, organizationId);
  await queueMail(services, organizationId, { to: row.email, ...invitation({ organization, loginUrl }) });
  return toUser(row);
}

export async function getUser(db: Database, organizationId: string, userId: string): Promise<User> {
  const row = await findUser(db, organizationId, userId);
  if (!row) throw notFound(userId);
  return toUser(row);
}

export async function listUsers(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<UserPage> {
  const list = { name: 'users', organizationId };
  const page = await pageOfUsers(db, organizationId, nextTokens.keyset(list, query));
  return { users: page.rows.map(toUser), nextToken: nextTokens.token(list, page.next) };
}

export async function updateUser(
  trx: DatabaseTransaction,
  organizationId: string,
  userId: string,
  changes: UserUpdate,
): Promise<User> {
  checkAvatar(changes.avatar);
  const row = await updateUserRow(trx, organizationId, userId, changes);
  if (!row) throw notFound(userId);
  return toUser(row);
}

export async function deleteUser(trx: DatabaseTransaction, organizationId: string, userId: string): Promise<User> {
  const row = await deleteUserRow(trx, organizationId, userId);
  if (!row) throw notFound(userId);
  return toUser(row);
}
