import { generate } from 'selfsigned';
import type { Certificate } from './service.js';

/** A self-signed certificate for 127.0.0.1, or for another address. */
export async function makeCertificate(ip = '127.0.0.1'): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
    ],
  });
  return { key, cert };
}
