import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { providerRequest, tokenForm } from './provider-request.js';

function formOf(query: string, body: string): string {
  return tokenForm({ query: new URLSearchParams(query), body }, 'all').toString();
}

test.each([
  ['grant_type=client_credentials', '', 'grant_type=client_credentials&scope=all'],
  ['', 'grant_type=client_credentials', 'grant_type=client_credentials&scope=all'],
  ['grant_type=a', 'grant_type=a&scope=x', 'grant_type=a&scope=x'],
  ['grant_type=a&scope=x', 'grant_type=b&scope=y', 'grant_type=b&scope=y&grant_type=a&scope=x'],
  ['grant_type=a&scope=x+y', '', 'grant_type=a&scope=x+y'],
  ['client_id=a&client_secret=b', '', 'scope=all'],
  ['', 'scope=&scope=', 'scope=all'],
  ['', '%', '%25=&scope=all'],
])('query %j and body %j make the form %j', (query, body, form) => {
  expect(formOf(query, body)).toBe(form);
});

const raw = Object.assign(new IncomingMessage(new Socket()), {
  headers: { host: 'evil.example', authorization: 'Basic x', cookie: 'a=b', 'x-forwarded-host': 'evil.example' },
});

test('the provider is handed the form, the credentials and the address of the issuer, and nothing else', async () => {
  const form = new URLSearchParams({ scope: 'ü' });
  const request = providerRequest(raw, { issuer: 'https://las.example:8443/api/', path: '/token', form });
  expect(request).toMatchObject({ method: 'POST', url: '/token', baseUrl: '/api' });
  expect(request.headers).toEqual({
    host: 'las.example:8443',
    'x-forwarded-host': 'las.example:8443',
    'x-forwarded-proto': 'https',
    authorization: 'Basic x',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '12',
  });
  expect(await text(request)).toBe('scope=%C3%BC');
});

test('without a form it is a GET', async () => {
  const request = providerRequest(raw, { issuer: 'http://127.0.0.1:8080', path: '/jwks' });
  expect(request).toMatchObject({ method: 'GET', baseUrl: '' });
  expect(await text(request)).toBe('');
});
