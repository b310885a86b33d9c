import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdOut, loadOwnDocuments } from './own-documents.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'las-own-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(files: Record<string, unknown>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

async function writeLabelled(count: number, ending = 'pdf'): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    await write({ [`${index}.${ending}`]: 'bytes', [`${index}.json`]: [{ label: 'total', value: `${index}.50` }] });
  }
}

const loading = () => loadOwnDocuments(folder);

describe('a folder of documents', () => {
  test('is split into three quarters to learn from and a quarter to show, with what has no true values', async () => {
    await writeLabelled(8);
    await write({ 'new.PNG': 'bytes', '.hidden': 'x' });
    await mkdir(path.join(folder, 'sub'));
    const { training, unseen, fields } = await loading();
    expect(training.map((document) => document.name)).toEqual(['1.pdf', '2.pdf', '3.pdf', '5.pdf', '6.pdf', '7.pdf']);
    expect(unseen.map((document) => document.name)).toEqual(['4.pdf', '8.pdf', 'new.PNG']);
    expect(unseen[2]).toMatchObject({ contentType: 'image/png', groundTruth: null });
    expect(fields).toEqual({ total: { type: 'amount', maxLength: 16 } });
  });

  test.each([
    ['a.jpg', 'image/jpeg'],
    ['a.JPEG', 'image/jpeg'],
    ['a.tif', 'image/tiff'],
    ['a.tiff', 'image/tiff'],
    ['a.pdf', 'application/pdf'],
  ])('knows the content type of %s', async (name, contentType) => {
    await writeLabelled(5, 'png');
    await write({ [name]: 'bytes' });
    const { unseen } = await loading();
    expect(unseen).toMatchObject([{ name, contentType, content: path.join(folder, name) }]);
  });

  test('takes true values as a list or an object, numbers as texts', async () => {
    await writeLabelled(4);
    await write({ '5.pdf': 'bytes', '5.json': { total: 5.5, paid: true, tax: null } });
    const { training } = await loading();
    expect(training[4]?.groundTruth).toEqual([
      { label: 'total', value: '5.5' },
      { label: 'paid', value: true },
      { label: 'tax', value: null },
    ]);
  });

  test('may say itself which fields the model has', async () => {
    const fields = { total: { type: 'all', maxLength: 9, description: 'Sum' } };
    await writeLabelled(5);
    await write({ 'fields.json': fields });
    expect((await loading()).fields).toEqual(fields);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a type that is not read', { 'letter.docx': 'x' }, 'letter.docx is of a type that is not read'],
    ['true values that are no JSON', { '9.pdf': 'x', '9.json': '[{' }, '9.json is not readable as JSON'],
    ['true values of another form', { '9.pdf': 'x', '9.json': '7' }, '9.json: should be a list'],
    ['an entry of another form', { '9.pdf': 'x', '9.json': ['total'] }, '9.json, entry 1: should be {"label": …'],
    ['an impossible label', { '9.pdf': 'x', '9.json': { 'due date': '1' } }, 'label "due date" should be'],
    ['an empty value', { '9.pdf': 'x', '9.json': { total: '' } }, 'the value of "total" should be'],
    [
      'a value that is too long',
      { '9.pdf': 'x', '9.json': { total: 'x'.repeat(1025) } },
      'the value of "total" should be',
    ],
    ['true values of nothing', { '9.json': { total: '1' } }, 'No document lies beside 9.json'],
    ['true values of two documents', { '1.jpg': 'x' }, '1.json could belong to 1.jpg or to 1.pdf'],
    [
      'fields without a type',
      { 'fields.json': { total: { maxLength: 9 } } },
      '"total": type should be one of date, amount',
    ],
    [
      'fields with an impossible length',
      { 'fields.json': { total: { type: 'all', maxLength: 0 } } },
      'maxLength should be',
    ],
    ['no fields', { 'fields.json': {} }, 'at least one field'],
  ])('is refused for %s', async (_, files, message) => {
    await writeLabelled(5);
    await write(files);
    await expect(loading()).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(message) });
  });

  test('is refused with fewer than five labelled documents', async () => {
    await writeLabelled(4);
    await write({ 'a.pdf': 'x', 'b.pdf': 'x', 'b.json': [] });
    await expect(loading()).rejects.toThrow('holds 4 documents with true values');
  });

  test('is refused when it is not there', async () => {
    await expect(loadOwnDocuments(path.join(folder, 'nowhere'))).rejects.toThrow('cannot be read');
  });
});

test('holding out keeps at least five to learn from and loses none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 300 }), (count) => {
      const all = Array.from({ length: count }, (_, index) => index);
      const { training, heldOut } = holdOut(all);
      expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(all);
      expect(training.length).toBeGreaterThanOrEqual(5);
      expect(heldOut.length).toBe(Math.min(Math.floor(count / 4), count - 5));
    }),
  );
});
