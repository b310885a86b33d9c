import type { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { images } from './service/documents.js';
import { newEmail, unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('users', () => {
  it('are invited by mail, with a link to the login of the app client', async () => {
    const defaultLoginUrl = 'https://app.example.com/login';
    const { appClientId } = await client.createAppClient({ defaultLoginUrl });
    const email = newEmail('grace');
    const user = await client.createUser(email, { name: 'Grace', appClientId });
    expect(user).toMatchObject({ email, name: 'Grace' });
    const mails = async () => (await collect(client.listMails())).filter(({ to }) => to === email);
    await expect.poll(async () => (await mails()).length, { timeout: 10_000 }).toBe(1);
    const [mail] = await mails();
    expect(mail?.body).toContain(defaultLoginUrl);
    expect(mail?.status).toBe('held');
  });

  it('are there once for each address', async () => {
    const email = newEmail('twice');
    await client.createUser(email);
    expect((await refusal(client.createUser(email))).status).toBe(400);
  });

  it.each(['nobody', 'a@b', '@example.com', 'a b@example.com', 'a@example.com\r\nBcc: b@example.com'])(
    'refuse the address %j',
    async (email) => {
      const { status, message } = await refusal(client.createUser(email));
      expect([status, message]).toEqual([400, expect.stringContaining('email')]);
    },
  );

  it('refuse an app client that does not exist', async () => {
    const call = client.createUser(newEmail(), { appClientId: unknownId('app-client') });
    expect([400, 404]).toContain((await refusal(call)).status);
  });

  it('change their name and picture', async () => {
    const { userId } = await client.createUser(newEmail('picture'));
    const avatar = Buffer.from(images['image/jpeg']).toString('base64');
    await expect(client.updateUser(userId, { avatar, name: 'P' })).resolves.toMatchObject({ avatar, name: 'P' });
    await client.updateUser(userId, { avatar: null });
    const user = await client.getUser(userId);
    expect(user.name).toBe('P');
    expect(user.avatar ?? null).toBeNull();
  });

  it('are gone when they are deleted', async () => {
    const email = newEmail('gone');
    const { userId } = await client.createUser(email);
    await expect(client.deleteUser(userId)).resolves.toMatchObject({ userId, email });
    expect((await refusal(client.getUser(userId))).status).toBe(404);
    await expect(client.createUser(email)).resolves.toHaveProperty('userId');
  });
});
