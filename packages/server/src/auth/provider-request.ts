import { IncomingMessage } from 'node:http';

/**
 * A request for the provider, made of what it needs of the one that came: nothing else reaches it. It sees the host and
 * the scheme of the issuer, so that what it says of itself does not depend on what a caller writes into `Host`.
 */
export function providerRequest(
  raw: IncomingMessage,
  { issuer, path, form }: { issuer: string; path: string; form?: URLSearchParams },
): IncomingMessage {
  const { host, protocol, pathname } = new URL(issuer);
  const request = new IncomingMessage(raw.socket);
  request.httpVersion = raw.httpVersion;
  request.url = path;
  request.method = form ? 'POST' : 'GET';
  request.headers = { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) };
  if (raw.headers.authorization !== undefined) request.headers.authorization = raw.headers.authorization;
  if (form) {
    const body = Buffer.from(form.toString());
    request.headers['content-type'] = 'application/x-www-form-urlencoded';
    request.headers['content-length'] = String(body.length);
    request.push(body);
  }
  request.push(null);
  // All of it is here: a message that counts as cut off would close the caller's connection at its end.
  request.complete = true;
  return Object.assign(request, { baseUrl: pathname.replace(/\/$/, '') });
}

const inQuery = ['grant_type', 'scope'];

/**
 * The parameters of a token request. Existing clients put the grant type into the query and send an empty body; no
 * scope means all of them.
 */
export function tokenForm(
  { query, body }: { query: URLSearchParams; body: string },
  defaultScope: string,
): URLSearchParams {
  const form = new URLSearchParams(body);
  for (const name of inQuery) {
    for (const value of query.getAll(name)) {
      // The same parameter twice with two values is left for the provider to refuse.
      if (!form.getAll(name).includes(value)) form.append(name, value);
    }
  }
  if (form.getAll('scope').every((scope) => scope === '')) form.set('scope', defaultScope);
  return form;
}
