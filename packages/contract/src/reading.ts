import { Type } from 'typebox';
import { Box, closed, id, oneOf, oneOfNumbers } from './scalars.js';

export const imageQualities = ['LOW', 'HIGH'] as const;

/** How a document is read: the body of a prediction and the query of a document's words share it. */
export const readingOptions = {
  autoRotate: Type.Optional(Type.Boolean()),
  imageQuality: Type.Optional(oneOf(imageQualities)),
  maxPages: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
};

export const Confidence = Type.Number({ minimum: 0, maximum: 1 });

const ReadWord = closed({
  text: Type.String(),
  confidence: Confidence,
  box: Box,
  segment: Type.Integer({ minimum: 0, description: 'Index of the text line on its page that the word stands in.' }),
});

const ReadPage = closed({
  number: Type.Integer({ minimum: 1 }),
  width: Type.Number({ description: 'Of the upright page: pixels of an image, points of a PDF page with text.' }),
  height: Type.Number(),
  rotation: oneOfNumbers([0, 90, 180, 270], { description: 'Degrees clockwise that made the page upright.' }),
  source: oneOf(['text', 'ocr']),
  words: Type.Array(ReadWord),
});

/** What was read in a document. */
export const DocumentWords = closed({
  documentId: id('document'),
  pageCount: Type.Integer({ minimum: 0, description: 'Pages in the file; pages holds those that were read.' }),
  pages: Type.Array(ReadPage),
});
export type DocumentWords = Type.Static<typeof DocumentWords>;
