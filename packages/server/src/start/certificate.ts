import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { ifPresent } from '../files/file-errors.js';
import { makeFolder } from '../files/make-folder.js';
import { writePrivateFile } from './private-file.js';

/** PEM texts for a TLS server. */
export interface Certificate {
  key: string;
  cert: string;
}

const dayMs = 24 * 60 * 60 * 1000;
// Apple's systems trust none that lives longer.
const lifetimeDays = 825;
const renewalDays = 30;
const ownHosts = ['localhost', '127.0.0.1', '::1'];
const wildcardHosts = ['0.0.0.0', '::'];

/** The certificate's file, for clients that are told which authorities to trust. */
export function certificateFile(dir: string): string {
  return join(dir, 'cert.pem');
}

/**
 * The self-signed certificate of a folder, made where there is none that is good for the hosts for a month to come. It is its
 * own authority, so its file can be handed to clients as their list of those (`REQUESTS_CA_BUNDLE`,
 * `NODE_EXTRA_CA_CERTS`).
 */
export async function ensureCertificate(dir: string, hosts: string[]): Promise<Certificate> {
  await makeFolder(dir);
  const named = [...new Set([...ownHosts, ...hosts])].filter((host) => !wildcardHosts.includes(host));
  const existing = await readCertificate(dir);
  if (existing !== undefined && isGood(existing, named)) return existing;
  const made = await makeCertificate(named);
  await writePrivateFile(join(dir, 'key.pem'), made.key);
  await writePrivateFile(certificateFile(dir), made.cert);
  return made;
}

async function readCertificate(dir: string): Promise<Certificate | undefined> {
  const key = await ifPresent(readFile(join(dir, 'key.pem'), 'utf8'));
  const cert = await ifPresent(readFile(certificateFile(dir), 'utf8'));
  return key === undefined || cert === undefined ? undefined : { key, cert };
}

/** The machine's own name is not asked for: a container has another one at each start. */
function isGood({ key, cert }: Certificate, hosts: string[]): boolean {
  try {
    const parsed = new X509Certificate(cert);
    if (new Date(parsed.validTo).getTime() - Date.now() < renewalDays * dayMs) return false;
    // A crash between the two files leaves a key that does not fit.
    if (!parsed.checkPrivateKey(createPrivateKey(key))) return false;
    return hosts.every((host) => (isIP(host) === 0 ? parsed.checkHost(host) : parsed.checkIP(host)) !== undefined);
  } catch {
    return false;
  }
}

async function makeCertificate(hosts: string[]): Promise<Certificate> {
  const notBefore = Date.now() - dayMs;
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // Clients whose clock is behind are served, too.
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + lifetimeDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...new Set([...hosts, ...machineNames()])].map(toAltName) },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** A machine's name need not be one that a certificate can carry. */
function machineNames(): string[] {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(hostname()) ? [hostname()] : [];
}

function toAltName(host: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host };
}
