import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestHttpServer {
  /** Without a slash at its end. */
  url: string;
  received: ReceivedRequest[];
  close(): Promise<void>;
}

/** A server that notes what it is sent; `answer` is given the request and how many have come, it included. */
export async function testHttpServer(
  answer: (request: ReceivedRequest, response: ServerResponse, count: number) => void,
): Promise<TestHttpServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const noted = { method, path: url, headers, body: await text(request) };
    received.push(noted);
    answer(noted, response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
