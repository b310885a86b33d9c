import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { invoice, invoicePdf } from '../../testing/invoice-pdf.js';
import { type ModelApp, modelApp } from '../../testing/model-app.js';

let database: TestDatabase;
let app: ModelApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

test('the words of three pages come with their places, unless fewer pages are asked for', async () => {
  const documentId = await app.upload(await invoicePdf(invoice(1), { pages: 5 }));
  const { status, body } = await app.inject('GET', `/documents/${documentId}/words`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ documentId, pageCount: 5 });
  expect(body.pages.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3]);
  const [page] = body.pages;
  expect(page).toMatchObject({ width: 420, height: 595, rotation: 0, source: 'text' });
  const total = page.words.find(({ text }: { text: string }) => text === invoice(1).total);
  expect(total).toMatchObject({ confidence: 1 });
  const [left, top, right, bottom] = total.box;
  expect(left).toBeLessThan(right);
  expect(top).toBeLessThan(bottom);

  const one = await app.inject('GET', `/documents/${documentId}/words?maxPages=1`);
  expect(one.body).toEqual({ documentId, pageCount: 5, pages: [page] });
});

test('options that are none are refused by name', async () => {
  const documentId = await app.uploadInvoice(2);
  for (const query of ['maxPages=4', 'maxPages=x', 'imageQuality=BEST', 'autoRotate=maybe', 'pages=1']) {
    const { status, body } = await app.inject('GET', `/documents/${documentId}/words?${query}`);
    expect(status).toBe(400);
    expect(body.message).toContain(`query.${query.split('=')[0]}`);
  }
});

test('an encrypted or broken document answers why it cannot be read; an unknown one is not found', async () => {
  const broken = await app.upload(Buffer.from('%PDF-1.4 and nothing else'));
  const answer = await app.inject('GET', `/documents/${broken}/words`);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(new RegExp(`^${broken}: \\w`));
  const unknown = `las:document:${'0'.repeat(32)}`;
  expect((await app.inject('GET', `/documents/${unknown}/words`)).status).toBe(404);
  const others = { 'x-test-organization': await database.addOrganization() };
  expect((await app.inject('GET', `/documents/${broken}/words`, undefined, others)).status).toBe(404);
});
