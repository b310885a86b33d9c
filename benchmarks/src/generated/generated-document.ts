import type { FieldConfig, Page } from '@las/extractor';
import { type Language, Random, type Sheet } from '@las/samples/parts';
import { pagesOf } from './sheet-pages.js';

/** A kind of document that can be made up, with the fields that a model of it has. */
export interface DocumentKind {
  name: string;
  fields: FieldConfig;
  /**
   * @param sender a stream that is the same for all documents of one sender: what they look like is drawn from it
   * @param random a stream of this document: what it says is drawn from it
   */
  draw(sender: Random, random: Random, senderNumber: number): Promise<Drawing>;
}

export interface Drawing {
  sheet: Sheet;
  language: Language;
  /** Name of who issues the document. */
  sender: string;
  /** Each field's value as a person would type it; null where the document has none. */
  truth: Readonly<Record<string, string | null>>;
}

/** A document that was made up. */
export interface GeneratedDocument {
  id: string;
  kind: string;
  language: Language;
  sender: string;
  /** An empty value says that the document has none. */
  groundTruth: { label: string; value: string }[];
  /** All that is printed, each word where it stands; each text that was set in one go is a segment. */
  pages: Page[];
  pdf: Uint8Array;
}

/** The same document for the same kind and numbers. */
export async function generateDocument(
  kind: DocumentKind,
  { sender, index }: { sender: number; index: number },
): Promise<GeneratedDocument> {
  const drawing = await kind.draw(
    Random.forPart(hashOf(kind.name), sender),
    Random.forPart(hashOf(`${kind.name} ${sender}`), index),
    sender,
  );
  return {
    id: `${kind.name}-${sender}-${index}`,
    kind: kind.name,
    language: drawing.language,
    sender: drawing.sender,
    groundTruth: Object.keys(kind.fields).map((label) => ({ label, value: drawing.truth[label] ?? '' })),
    pages: pagesOf(drawing.sheet),
    pdf: await drawing.sheet.save(),
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
