import { BlockList, isIP } from 'node:net';

/** Where clouds hand their credentials to whoever asks from inside a machine: only for those who list it. */
const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16, 'ipv4');
metadata.addAddress('100.100.100.200', 'ipv4');
metadata.addAddress('fd00:ec2::254', 'ipv6');
metadata.addAddress('fd20:ce::254', 'ipv6');
// IPv4 inside IPv6, as NAT64 and old notations write it.
metadata.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
metadata.addSubnet('::a9fe:0', 112, 'ipv6');

const host = /^(\*|(\*\.)?[0-9a-z_]([0-9a-z_-]*[0-9a-z_])?(\.[0-9a-z_]([0-9a-z_-]*[0-9a-z_])?)*|\[[0-9a-f:.]+\])$/i;

/** Whether it is a host, `*.` before one for all that end in it, or `*`. */
export function isHostPattern(pattern: string): boolean {
  return pattern.length <= 255 && host.test(pattern);
}

export interface AllowedHosts {
  /** @param hostname as `URL` gives it: in lower case, addresses in their one form, IPv6 in brackets. */
  allowsHost(hostname: string): boolean;
  /** Whether an address that a name stands for may be connected to. */
  allowsAddress(address: string): boolean;
}

/** A host in the form that `URL` gives it. */
function hostnameOf(pattern: string): string {
  const url = `http://${pattern}`;
  return URL.canParse(url) ? new URL(url).hostname : pattern;
}

/** The address of a `URL`'s hostname, undefined for a name. */
function addressOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

function isMetadata(address: string): boolean {
  return metadata.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Decides by the patterns of a setting, before any name is looked up; metadata addresses have to be listed themselves. */
export function allowedHosts(patterns: readonly string[]): AllowedHosts {
  const exact = new Set<string>();
  const suffixes: string[] = [];
  for (const pattern of patterns.map((text) => text.toLowerCase())) {
    if (pattern.startsWith('*.')) suffixes.push(pattern.slice(1));
    else if (pattern !== '*') exact.add(hostnameOf(pattern));
  }
  const all = patterns.includes('*');
  const isListed = (address: string) => exact.has(isIP(address) === 6 ? `[${address}]` : address);
  return {
    allowsHost(written) {
      const hostname = written.replace(/\.$/, '');
      const address = addressOf(hostname);
      if (exact.has(hostname)) return true;
      if (address !== undefined && isMetadata(address)) return false;
      return all || suffixes.some((suffix) => hostname.endsWith(suffix) && hostname.length > suffix.length);
    },
    allowsAddress: (address) => !isMetadata(address) || isListed(address),
  };
}
