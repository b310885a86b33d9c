import type { Client, ContentType, GroundTruthItem } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { images, invoice, textPdf } from './service/documents.js';
import { unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

const files: Record<ContentType, Uint8Array> = { ...images, 'application/pdf': invoice(1).pdf };
const kinds = Object.entries(files) as [ContentType, Uint8Array][];

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('documents', () => {
  it.each(kinds)('keep the bytes of %s', async (contentType, bytes) => {
    const document = await client.createDocument(bytes, contentType);
    expect(document).toEqual({ documentId: document.documentId, contentType });
    const stored = await client.getDocument(document.documentId);
    expect(Buffer.from(stored.content ?? '', 'base64').equals(bytes)).toBe(true);
  });

  it.each(kinds)('refuse bytes that are no %s', async (contentType) => {
    const [, bytes] = kinds.find(([kind]) => kind !== contentType) ?? expect.fail('no other kind');
    for (const wrong of [bytes, new TextEncoder().encode('hello')]) {
      const { status, message } = await refusal(client.createDocument(wrong, contentType));
      expect([status, message]).toEqual([400, expect.stringContaining(contentType)]);
    }
  });

  it('refuse other kinds of file', async () => {
    const call = client.createDocument(files['image/png'], 'image/gif' as ContentType);
    expect((await refusal(call)).message).toContain('image/jpeg');
  });

  it('belong to a batch and a consent', async () => {
    const { batchId } = await client.createBatch();
    const consentId = unknownId('consent');
    const { documentId } = await client.createDocument(files['image/png'], 'image/png', { batchId, consentId });
    await expect(client.getDocument(documentId)).resolves.toMatchObject({ batchId, consentId });
    const { status } = await refusal(
      client.createDocument(files['image/png'], 'image/png', { batchId: unknownId('batch') }),
    );
    expect([400, 404]).toContain(status);
  });

  it('keep their ground truth, and replace it', async () => {
    const groundTruth: GroundTruthItem[] = [
      { label: 'total', value: '1.00' },
      { label: 'paid', value: true },
      { label: 'due', value: null },
      { label: 'address', value: 'Å'.repeat(1024) },
    ];
    const { documentId } = await client.createDocument(files['image/png'], 'image/png', { groundTruth });
    await expect(client.getDocument(documentId)).resolves.toMatchObject({ groundTruth });
    const replaced = [{ label: 'total', value: '2.00' }];
    await expect(client.updateDocument(documentId, replaced)).resolves.toMatchObject({ groundTruth: replaced });
    await expect(client.getDocument(documentId)).resolves.toMatchObject({ groundTruth: replaced });
    const listed = (await collect(client.listDocuments())).find((one) => one.documentId === documentId);
    expect(listed).toEqual({ documentId, contentType: 'image/png', groundTruth: replaced });
  });

  it.each<GroundTruthItem[]>([
    [{ label: 'total', value: '' }],
    [{ label: 'total', value: 'x'.repeat(1025) }],
    [{ label: 'to tal', value: 'x' }],
    [{ label: 'x'.repeat(37), value: 'x' }],
    [{ label: 'total', value: 1 as unknown as string }],
    [{ label: 'total' } as GroundTruthItem],
  ])('refuse the ground truth %.100j', async (...groundTruth) => {
    const { documentId } = await client.createDocument(files['image/png'], 'image/png');
    const { status, message } = await refusal(client.updateDocument(documentId, groundTruth));
    expect([status, message]).toEqual([400, expect.stringContaining('groundTruth')]);
  });

  it('of a consent are deleted together, and no others', async () => {
    const consentId = unknownId('consent');
    const create = (options = {}) => client.createDocument(files['image/png'], 'image/png', options);
    const ids = (await Promise.all([1, 2, 3].map(() => create({ consentId })))).map(({ documentId }) => documentId);
    const other = await create();
    const deleted = await collect(client.deleteDocuments({ consentId, maxResults: 2 }));
    expect(deleted.map(({ documentId }) => documentId).sort()).toEqual(ids.sort());
    for (const id of ids) expect((await refusal(client.getDocument(id))).status).toBe(404);
    await expect(client.getDocument(other.documentId)).resolves.toMatchObject({ content: expect.any(String) });
    await expect(client.listDocuments({ consentId })).resolves.toMatchObject({ documents: [] });
  });

  it('that share their bytes keep them until the last is deleted', async () => {
    const { pdf } = invoice(77);
    const [first, second] = await Promise.all([1, 2].map(() => client.createDocument(pdf, 'application/pdf')));
    const consentId = unknownId('consent');
    const third = await client.createDocument(pdf, 'application/pdf', { consentId });
    await client.deleteDocuments({ consentId });
    expect((await refusal(client.getDocument(third.documentId))).status).toBe(404);
    for (const document of [first, second]) {
      const { content } = await client.getDocument(document?.documentId ?? '');
      expect(Buffer.from(content ?? '', 'base64').equals(pdf)).toBe(true);
    }
  });
});

describe('the words of a document', () => {
  it('are read with their boxes', async () => {
    const pdf = textPdf([
      { left: 59.5, top: 84.2, text: 'Hello world' },
      { left: 297.5, top: 421, text: 'middle' },
    ]);
    const { documentId } = await client.createDocument(pdf, 'application/pdf');
    const words = await client.getDocumentWords(documentId);
    expect(words).toMatchObject({ documentId, pageCount: 1, pages: [{ number: 1, rotation: 0, source: 'text' }] });
    const [page] = words.pages;
    expect(page?.words.map(({ text }) => text)).toEqual(['Hello', 'world', 'middle']);
    const [left, , right, bottom] = page?.words[0]?.box ?? expect.fail('no word');
    expect(left).toBeCloseTo(0.1, 2);
    expect(right).toBeGreaterThan(left);
    expect(bottom).toBeCloseTo(0.1, 1);
  });

  it('are none on a blank page', async () => {
    const { documentId } = await client.createDocument(files['image/png'], 'image/png');
    const { pages } = await client.getDocumentWords(documentId, { imageQuality: 'HIGH', autoRotate: true });
    expect(pages.map(({ words }) => words)).toEqual([[]]);
  });

  it('are refused of a file that cannot be read, with the reason', async () => {
    const broken = files['application/pdf'].slice(0, 300);
    const { documentId } = await client.createDocument(broken, 'application/pdf');
    const { status, message } = await refusal(client.getDocumentWords(documentId));
    expect(status).toBe(400);
    expect(message).toContain(documentId);
  });

  it.each([{ maxPages: 0 }, { maxPages: 4 }])('are refused with %j', async (options) => {
    const { documentId } = await client.createDocument(files['image/png'], 'image/png');
    expect((await refusal(client.getDocumentWords(documentId, options))).status).toBe(400);
  });
});
