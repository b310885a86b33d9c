import type { Credentials } from '@las/client';
import { allScopes, type Endpoint, type EndpointName, endpoints, type Scope } from '@las/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { validBodies } from './service/bodies.js';
import { withUnknownIds } from './service/ids.js';
import { newOrganization } from './service/organization.js';
import { sendRaw } from './service/raw-request.js';

type Row = [EndpointName, Endpoint];
const rows = Object.entries(endpoints) as Row[];
const withParams = rows.filter(([, row]) => row.path.includes('{'));
const withQuery = rows.filter(([, row]) => row.query);
const paged = withQuery.filter(([, row]) => row.query && 'nextToken' in row.query.properties);
const withBody = rows.filter(([, row]) => row.body);
const withSomeFields = withBody.filter(([, row]) => (row.body as { minProperties?: number }).minProperties === 1);

let credentials: Credentials;
beforeAll(async () => {
  credentials = await newOrganization();
});

/** A request that meets the contract, about things that do not exist. */
function requestOf([name, row]: Row) {
  const body = validBodies[name];
  return {
    method: row.method,
    path: withUnknownIds(row.path),
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
}

const tokens = new Map<Scope, Promise<string>>();

async function askForToken(scopes: readonly Scope[]): Promise<string> {
  const { authEndpoint, clientId, clientSecret } = credentials;
  const answer = await fetch(`${authEndpoint}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** A token with every scope but one. */
function tokenWithout(scope: Scope): Promise<string> {
  const known = tokens.get(scope) ?? askForToken(allScopes.filter((other) => other !== scope));
  tokens.set(scope, known);
  return known;
}

describe.each(rows)('%s', (...row) => {
  it('is refused to a token without its scope, which the message names', async () => {
    const { scope } = row[1];
    const headers = { authorization: `Bearer ${await tokenWithout(scope)}` };
    const answer = await sendRaw(credentials, { ...requestOf(row), headers });
    expect([answer.status, answer.message]).toEqual([403, expect.stringContaining(scope)]);
    expect(answer.message).not.toBe('Forbidden');
  });

  it('is refused without a token, with a wrong one and with a scheme of another kind', async () => {
    for (const authorization of [null, 'Bearer wrong', 'Bearer a.b.c', 'Basic YTpi', '']) {
      const answer = await sendRaw(credentials, { ...requestOf(row), headers: { authorization } });
      expect(answer.status, String(authorization)).toBe(401);
    }
  });

  it('is refused without the api key, and with a wrong one', async () => {
    for (const key of [null, 'wrong']) {
      const answer = await sendRaw(credentials, { ...requestOf(row), headers: { 'x-api-key': key } });
      expect([answer.status, answer.body]).toEqual([403, { message: 'Forbidden' }]);
    }
  });

  it('answers OPTIONS without credentials', async () => {
    const headers = { authorization: null, 'x-api-key': null };
    const answer = await sendRaw(credentials, { method: 'OPTIONS', path: requestOf(row).path, headers });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toContain(row[1].method);
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-api-key');
  });
});

describe.each(withParams)('%s', (...row) => {
  it('answers 404 for unknown ids, and names one', async () => {
    const request = requestOf(row);
    const answer = await sendRaw(credentials, request);
    expect(answer.status).toBe(404);
    const ids = request.path.match(/las:[^/]+/g) ?? [];
    expect(ids.some((id) => answer.message.includes(id))).toBe(true);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['an id that is too short', 'las:batch:0123'],
    ['an id of another kind', 'las:consent:0123456789abcdef0123456789abcdef'],
    ['a NUL', '%00'],
    ['quotes', "';--"],
    ['a very long id', 'x'.repeat(2000)],
  ])('answers 400 or 404 for %s', async (_, id) => {
    const path = row[1].path.replace(/\{\w+\}/g, id);
    const answer = await sendRaw(credentials, { ...requestOf(row), path });
    expect([400, 404]).toContain(answer.status);
  });
});

describe.each(withQuery)('%s', (...row) => {
  it('refuses a parameter that is not known', async () => {
    const request = requestOf(row);
    const answer = await sendRaw(credentials, { ...request, path: `${request.path}?colour=red` });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining('colour')]);
  });
});

describe.each(paged)('%s', (...row) => {
  it.each(['0', '1001', '-1', '1.5', 'many', ''])('refuses maxResults=%s', async (maxResults) => {
    const request = requestOf(row);
    const answer = await sendRaw(credentials, { ...request, path: `${request.path}?maxResults=${maxResults}` });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining('maxResults')]);
  });
});

describe.each(withBody)('%s', (...row) => {
  const body = validBodies[row[0]];

  it('refuses a field that is not known', async () => {
    const answer = await sendRaw(credentials, { ...requestOf(row), body: JSON.stringify({ ...body, colour: 'red' }) });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining('colour')]);
  });

  it.each(['', '{', '[]', '"text"', 'null', '7', '{"name": }', '{"__proto__": {}}', '['.repeat(200_000)])(
    'refuses a body that is no object: %.20j',
    async (text) => {
      const answer = await sendRaw(credentials, { ...requestOf(row), body: text });
      expect(answer.status).toBe(400);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'refuses the content type %s',
    async (contentType) => {
      const answer = await sendRaw(credentials, { ...requestOf(row), headers: { 'content-type': contentType } });
      expect(answer.status).toBe(415);
    },
  );

  it('takes a charset with the content type', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const bad = JSON.stringify({ ...body, colour: 'red' });
    const answer = await sendRaw(credentials, { ...requestOf(row), headers, body: bad });
    expect(answer.status).toBe(400);
  });

  it('says which required field is missing', async () => {
    for (const field of (row[1].body as { required?: string[] }).required ?? []) {
      const { [field]: _, ...rest } = body ?? {};
      const answer = await sendRaw(credentials, { ...requestOf(row), body: JSON.stringify(rest) });
      expect([answer.status, answer.message]).toEqual([400, expect.stringContaining(field)]);
    }
  });

  it('says which field is of the wrong type', async () => {
    const { properties } = row[1].body as unknown as { properties: Record<string, unknown> };
    for (const field of Object.keys(properties)) {
      for (const wrong of [{ nested: [] }, ['text'], -1, '\u0000']) {
        const text = JSON.stringify({ ...body, [field]: wrong });
        const answer = await sendRaw(credentials, { ...requestOf(row), body: text });
        expect(answer.status, `${field} = ${text.slice(0, 100)}`).toBeLessThan(500);
      }
    }
  });
});

describe.each(withSomeFields)('%s', (...row) => {
  it('refuses an empty change', async () => {
    const answer = await sendRaw(credentials, { ...requestOf(row), body: '{}' });
    expect(answer.status).toBe(400);
  });
});

describe('what does not exist', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['POST', '/batches/las:batch:1/nothing'],
    ['PUT', '/batches'],
    ['PATCH', '/batches'],
  ])('answers 404 or 405 for %s %s', async (method, path) => {
    const answer = await sendRaw(credentials, { method, path, ...(method === 'GET' ? {} : { body: '{}' }) });
    expect([404, 405]).toContain(answer.status);
  });

  it('takes the content type that existing clients send with GET and DELETE', async () => {
    const headers = { 'content-type': 'application/json' };
    const list = await sendRaw(credentials, { method: 'GET', path: '/batches', headers });
    expect(list.status).toBe(200);
    const path = withUnknownIds('/batches/{batchId}');
    const deletion = await sendRaw(credentials, { method: 'DELETE', path, headers });
    expect(deletion.status).toBe(404);
  });
});
