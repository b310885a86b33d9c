import { expect, test } from 'vitest';
import { allowedHosts, isHostPattern } from './allowed-hosts.js';

const hostname = (url: string) => new URL(url).hostname;

test.each([
  [['*'], 'http://anything.example/', true],
  [['*'], 'http://127.0.0.1:8080/', true],
  [['hooks.example.com'], 'https://HOOKS.example.com./a', true],
  [['hooks.example.com'], 'https://example.com/', false],
  [['*.example.com'], 'https://a.b.example.com/', true],
  [['*.example.com'], 'https://example.com/', false],
  [['*.example.com'], 'https://notexample.com/', false],
  [['*.example.com', 'example.com'], 'https://example.com/', true],
  [['[::1]'], 'http://[0:0::1]/', true],
  [['10.0.0.7'], 'http://0x0A000007/', true],
])('with %j, %s is allowed: %s', (patterns, url, allowed) => {
  expect(allowedHosts(patterns).allowsHost(hostname(url))).toBe(allowed);
});

const metadataUrls = [
  'http://169.254.169.254/latest/meta-data',
  'http://0xA9FEA9FE/',
  'http://2852039166/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::169.254.169.254]/',
  'http://[::169.254.169.254]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/',
];

test.each(metadataUrls)('%s is not reached by "*", only where it is listed', (url) => {
  expect(allowedHosts(['*']).allowsHost(hostname(url))).toBe(false);
  expect(allowedHosts(['*', hostname(url)]).allowsHost(hostname(url))).toBe(true);
});

test('an address behind a name is held to the same rule', () => {
  expect(allowedHosts(['*']).allowsAddress('10.1.2.3')).toBe(true);
  expect(allowedHosts(['*']).allowsAddress('::1')).toBe(true);
  expect(allowedHosts(['*']).allowsAddress('169.254.169.254')).toBe(false);
  expect(allowedHosts(['*']).allowsAddress('::ffff:169.254.169.254')).toBe(false);
  expect(allowedHosts(['metadata.example']).allowsAddress('169.254.169.254')).toBe(false);
  expect(allowedHosts(['metadata.example', '169.254.169.254']).allowsAddress('169.254.169.254')).toBe(true);
});

test.each(['*', 'a', 'a.example', '*.a.example', 'my_host-1', '10.0.0.1', '[fd00::1]'])(
  '%s is a pattern',
  (pattern) => {
    expect(isHostPattern(pattern)).toBe(true);
  },
);

test.each(['', '*a', 'a.*', '*.*', 'a b', 'a:80', 'http://a', '-a', 'a..b', '*.'])('%j is none', (pattern) => {
  expect(isHostPattern(pattern)).toBe(false);
});
