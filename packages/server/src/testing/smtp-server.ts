import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a mail server was handed. */
export interface ReceivedMail {
  recipients: string[];
  /** Headers and body, as they came. */
  text: string;
}

export interface TestSmtpServer {
  url: string;
  received: ReceivedMail[];
  /** The answer to the next recipients, such as `550 No such user`; null accepts them. */
  refuseWith: string | null;
  close(): Promise<void>;
}

/** A mail server of the least that a client needs: it stands for one outside the machine. */
export async function testSmtpServer(): Promise<TestSmtpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket, smtp);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const smtp: TestSmtpServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    refuseWith: null,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return smtp;
}

function serve(socket: Socket, smtp: TestSmtpServer): void {
  let recipients: string[] = [];
  let data: string[] | null = null;
  let pending = '';
  const reply = (text: string) => socket.write(`${text}\r\n`);

  function onLine(line: string): void {
    if (data) {
      if (line !== '.') {
        data.push(line);
        return;
      }
      smtp.received.push({ recipients, text: data.join('\n') });
      recipients = [];
      data = null;
      reply('250 taken');
      return;
    }
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'RCPT' && smtp.refuseWith) reply(smtp.refuseWith);
    else if (command === 'RCPT') {
      recipients.push(line.slice(line.indexOf('<') + 1, line.indexOf('>')));
      reply('250 ok');
    } else if (command === 'DATA') {
      data = [];
      reply('354 go on');
    } else if (command === 'QUIT') socket.end('221 bye\r\n');
    else reply('250 ok');
  }

  reply('220 test');
  socket.on('data', (chunk) => {
    const lines = (pending + chunk.toString('utf8')).split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}
