import { UnreadableDocumentError } from '../errors.js';
import type { OcrModels } from '../ocr/models.js';
import type { ReadRequest } from '../read-document.js';
import type { Reading } from '../reading.js';
export async function readPdf(_request: ReadRequest, _models: () => Promise<OcrModels>): Promise<Reading> {
  throw new UnreadableDocumentError('corrupt', 'pdf pending');
}
