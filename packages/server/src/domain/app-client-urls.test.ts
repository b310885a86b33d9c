import { expect, test } from 'vitest';
import { checkAppClientUrls } from './app-client-urls.js';

test.each([
  'https://example.com/in?x=1',
  'http://localhost:3000',
  'http://[::1]:8080/',
  'com.example.app:/signed-in',
  'myapp://in',
  'https://bücher.example/',
])('%s may be used', (url) => {
  checkAppClientUrls({ callbackUrls: [url], loginUrls: [url], logoutUrls: [url], defaultLoginUrl: url });
});

test.each([
  ['', 'absolute URL'],
  ['/signed-in', 'absolute URL'],
  ['example.com', 'absolute URL'],
  ['https://', 'absolute URL'],
  [' https://example.com', 'absolute URL'],
  ['https://example.com/\n', 'absolute URL'],
  ['javascript:alert(1)', 'not javascript:'],
  ['JavaScript:alert(1)', 'not javascript:'],
  ['data:text/html,x', 'not data:'],
  ['file:///etc/passwd', 'not file:'],
])('%j is refused, saying where and why', (url, why) => {
  const fine = 'https://example.com';
  expect(() => checkAppClientUrls({ callbackUrls: [fine, url] })).toThrow(`body.callbackUrls[1] has to`);
  expect(() => checkAppClientUrls({ loginUrls: [url] })).toThrow(why);
  expect(() => checkAppClientUrls({ logoutUrls: [url] })).toThrow('body.logoutUrls[0]');
  expect(() => checkAppClientUrls({ defaultLoginUrl: url })).toThrow('body.defaultLoginUrl');
});

test('callback URLs have no fragment', () => {
  expect(() => checkAppClientUrls({ callbackUrls: ['https://example.com/#x'] })).toThrow('without a fragment');
  checkAppClientUrls({ loginUrls: ['https://example.com/#x'] });
});

test('a public app client needs callback and logout URLs, and is told which are missing', () => {
  const urls = ['https://example.com'];
  expect(() => checkAppClientUrls({ generateSecret: false })).toThrow('body.callbackUrls and body.logoutUrls have');
  expect(() => checkAppClientUrls({ generateSecret: false, callbackUrls: urls })).toThrow(/^body\.logoutUrls has/);
  expect(() => checkAppClientUrls({ generateSecret: false, callbackUrls: [], logoutUrls: urls })).toThrow(
    /^body\.callbackUrls has/,
  );
  checkAppClientUrls({ generateSecret: false, callbackUrls: urls, logoutUrls: urls });
  checkAppClientUrls({ generateSecret: true });
});
