import type { AppClientCreate } from '@las/contract';
import { badRequest } from './api-error.js';
import { mostBytesInLists, requireJsonSize } from './json-size.js';

/** Schemes that a browser runs or opens in place: a redirect to one would hand over the page, not a sign-in. */
const refusedSchemes = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'filesystem:']);

function checkUrl(place: string, text: string): void {
  const url = /^\S+$/u.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw badRequest(`${place} has to be an absolute URL, such as https://example.com/signed-in`);
  if (refusedSchemes.has(url.protocol)) {
    throw badRequest(`${place} has to start with https:, http: or the scheme of an app, not ${url.protocol}`);
  }
}

function checkUrls(place: string, urls: readonly string[] | undefined): void {
  for (const [index, url] of (urls ?? []).entries()) checkUrl(`${place}[${index}]`, url);
}

/** A public app client has no secret: what it is allowed rests on where people are sent to. */
function checkPublic(input: AppClientCreate): void {
  const missing = [
    ...(input.callbackUrls?.length ? [] : ['body.callbackUrls']),
    ...(input.logoutUrls?.length ? [] : ['body.logoutUrls']),
  ];
  if (missing.length === 0) return;
  const verb = missing.length === 1 ? 'has' : 'have';
  throw badRequest(`${missing.join(' and ')} ${verb} to hold at least one URL when generateSecret is false`);
}

/** @throws ApiError `badRequest` that names the field. */
export function checkAppClientUrls(input: AppClientCreate): void {
  if (input.generateSecret === false) checkPublic(input);
  for (const name of ['callbackUrls', 'loginUrls', 'logoutUrls'] as const) {
    requireJsonSize(`body.${name}`, input[name], mostBytesInLists);
  }
  checkUrls('body.callbackUrls', input.callbackUrls);
  checkUrls('body.loginUrls', input.loginUrls);
  checkUrls('body.logoutUrls', input.logoutUrls);
  if (input.defaultLoginUrl !== undefined) checkUrl('body.defaultLoginUrl', input.defaultLoginUrl);
  for (const [index, url] of (input.callbackUrls ?? []).entries()) {
    // RFC 6749, section 3.1.2: what is behind a # would not reach the server that is redirected to.
    if (url.includes('#')) throw badRequest(`body.callbackUrls[${index}] has to be a URL without a fragment (#)`);
  }
}
