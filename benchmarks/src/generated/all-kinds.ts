import { bankStatement } from './bank-statement/bank-statement.js';
import { deliveryNote } from './delivery-note/delivery-note.js';
import { type DocumentKind, type GeneratedDocument, generateDocument } from './generated-document.js';
import { idCard } from './id-card/id-card.js';
import { invoice } from './invoice/invoice.js';

export const documentKinds: readonly DocumentKind[] = [invoice, idCard, deliveryNote, bankStatement];

/** Two of each market. */
const SENDERS = 14;
/** Documents to test on have higher numbers than any to train on. */
const FIRST_TEST_INDEX = 1000;

/** Documents to train on, their senders in turn; fewer documents are the first of more. */
export function trainingDocuments(kind: DocumentKind, count: number): Promise<GeneratedDocument[]> {
  return Promise.all(
    Array.from({ length: count }, (_, position) =>
      generateDocument(kind, { sender: position % SENDERS, index: Math.floor(position / SENDERS) }),
    ),
  );
}

/** Documents to test on, in turn of senders that {@link trainingDocuments} has and of senders that it has not. */
export function testDocuments(kind: DocumentKind, count: number): Promise<GeneratedDocument[]> {
  return Promise.all(
    Array.from({ length: count }, (_, position) => {
      const sender = Math.floor(position / 2) % SENDERS;
      const index = FIRST_TEST_INDEX + Math.floor(position / (2 * SENDERS));
      return generateDocument(kind, { sender: position % 2 === 0 ? sender : SENDERS + sender, index });
    }),
  );
}
