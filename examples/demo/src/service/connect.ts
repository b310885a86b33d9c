import { Client, Credentials } from '@las/client';

/**
 * A client for the demo's own service. The token is fetched over plain HTTP, which on one machine is as good: the
 * credentials file names the HTTPS address, whose self-signed certificate Node would have to be told of at its start.
 */
export function connect(
  address: string,
  { credentialsFile, signal }: { credentialsFile: string; signal: AbortSignal },
): Client {
  const { clientId, clientSecret, apiKey } = Credentials.fromFile(credentialsFile);
  return new Client(new Credentials(clientId, clientSecret, apiKey, address, `${address}/v1`), { signal });
}
