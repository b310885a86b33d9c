import { createReader } from '@las/reader';
import pino from 'pino';
import { createFolderBlobStore } from '../../blobs/index.js';
import { openDatabase } from '../../db/database.js';
import { createDocumentReader } from '../../domain/document-reader.js';
import { createTrainedModels } from '../../domain/extraction/trained-models.js';
import { createQuotas } from '../../domain/quotas.js';
import { startJobs } from '../start-jobs.js';

/*
 * A process that takes a training, says so, and never ends it: for tests to kill.
 */

const [url = '', blobFolder = ''] = process.argv.slice(2);
const log = pino({ level: 'error' });
const database = openDatabase({ url, maxConnections: 5, onError: (error) => log.error(error) });
const blobs = await createFolderBlobStore(blobFolder);
const documents = createDocumentReader({ db: database.db, blobs, reader: createReader({ threads: 1 }), places: 1 });
await startJobs({
  ...database,
  log,
  blobs,
  mailer: null,
  workflows: null,
  documents,
  models: createTrainedModels({ find: async () => undefined }),
  quotas: createQuotas({}),
  readerThreads: 1,
  trainingThreads: 1,
  train: () => {
    process.stdout.write('training\n');
    return new Promise(() => {});
  },
});
