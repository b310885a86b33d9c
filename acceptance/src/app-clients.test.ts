import { Client, Credentials } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { checkedClient, newOrganization } from './service/organization.js';
import { refusal } from './service/refusal.js';

let credentials: Credentials;
let client: Client;
beforeAll(async () => {
  credentials = await newOrganization();
  client = checkedClient(credentials);
});

describe('app clients', () => {
  it('show their secret once, and sign in with it', async () => {
    const { clientId, clientSecret, apiKey, appClientId, hasSecret } = await client.createAppClient({ name: 'a' });
    expect(hasSecret).toBe(true);
    const { authEndpoint, apiEndpoint } = credentials;
    const own = new Credentials(clientId, clientSecret ?? '', apiKey, authEndpoint, apiEndpoint);
    const listed = (await collect(checkedClient(own).listAppClients())).find((one) => one.appClientId === appClientId);
    expect(listed).toMatchObject({ clientId, apiKey, name: 'a' });
    expect(listed).not.toHaveProperty('clientSecret');
  });

  it('without a secret need URLs, and cannot sign in on their own', async () => {
    const { status, message } = await refusal(client.createAppClient({ generateSecret: false }));
    expect([status, message]).toEqual([400, expect.stringContaining('callbackUrls')]);
    const urls = {
      callbackUrls: ['https://app.example.com/signed-in'],
      logoutUrls: ['https://app.example.com/'],
      defaultLoginUrl: 'https://app.example.com/login',
    };
    const open = await client.createAppClient({ generateSecret: false, ...urls });
    expect(open).toMatchObject({ hasSecret: false, ...urls });
    expect(open).not.toHaveProperty('clientSecret');
  });

  it.each([
    { callbackUrls: ['nonsense'] },
    { callbackUrls: ['javascript:alert(1)'] },
    { loginUrls: ['nonsense'] },
    { defaultLoginUrl: 'nonsense' },
  ])('refuse %j', async (options) => {
    expect((await refusal(client.createAppClient(options))).status).toBe(400);
  });

  it('change their name and description, and clear them', async () => {
    const { appClientId } = await client.createAppClient({ name: 'a', description: 'b' });
    await expect(client.updateAppClient(appClientId, { name: 'c' })).resolves.toMatchObject({
      name: 'c',
      description: 'b',
    });
    await expect(client.updateAppClient(appClientId, { description: null })).resolves.toMatchObject({
      name: 'c',
      description: null,
    });
  });

  it('cannot delete themselves', async () => {
    const own = (await collect(client.listAppClients())).find(({ clientId }) => clientId === credentials.clientId);
    expect((await refusal(client.deleteAppClient(own?.appClientId ?? ''))).status).toBe(400);
  });

  it('get no new token once they are deleted', async () => {
    const { clientId, clientSecret, apiKey, appClientId } = await client.createAppClient();
    const { authEndpoint, apiEndpoint } = credentials;
    const make = () => new Client(new Credentials(clientId, clientSecret ?? '', apiKey, authEndpoint, apiEndpoint));
    await make().listBatches();
    await expect(client.deleteAppClient(appClientId)).resolves.toMatchObject({ appClientId });
    await expect
      .poll(
        () =>
          make()
            .listBatches()
            .then(
              () => 'works',
              (error: Error) => error.name,
            ),
        { timeout: 60_000 },
      )
      .toMatch(/^(InvalidCredentials|Unauthorized)Exception$/);
    expect((await refusal(client.deleteAppClient(appClientId))).status).toBe(404);
  }, 70_000);
});
