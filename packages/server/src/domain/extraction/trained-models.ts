import { type ExtractedField, ModelFormatError, type Page } from '@las/extractor';
import { createPlaces } from '../places.js';
import type { ExtractionReply } from './extraction-message.js';
import { type ExtractionLimits, ExtractionLostError, ExtractionThread } from './extraction-thread.js';

/** Trained models, put to use in threads of their own, so that neither loading nor extracting holds up the event loop. */
export interface TrainedModels {
  /**
   * The fields of a document, undefined when the training was deleted. Documents that wait for a thread queue in order.
   *
   * @throws ModelFormatError when another version of the service made the model.
   * @throws ExtractionLostError when the document ends two threads in a row.
   * @throws the signal's reason when it aborts.
   */
  extract(trainingId: string, pages: readonly Page[], signal?: AbortSignal): Promise<ExtractedField[] | undefined>;
  /** Documents that wait for a thread. */
  readonly queued: number;
  /** Ends the threads; what waits or is under way rejects. */
  close(): Promise<void>;
}

interface TrainedModelsOptions extends Partial<ExtractionLimits> {
  /** The bytes of a model. */
  find: (trainingId: string) => Promise<Uint8Array | undefined>;
  threads?: number;
  /** For tests: another program for the threads. */
  workerFile?: string;
}

// A field takes up to 2 MB, so that the models of two threads stay below 300 MB.
const usualLimits: ExtractionLimits = { milliseconds: 30_000, memoryMb: 256, mostFields: 75 };
const usualThreads = 2;

export function createTrainedModels(options: TrainedModelsOptions): TrainedModels {
  const { find, threads = usualThreads, workerFile, ...overrides } = options;
  const limits = { ...usualLimits, ...overrides };
  const idle: ExtractionThread[] = [];
  const all = new Set<ExtractionThread>();
  const places = createPlaces({ places: threads, mostWaiting: Number.POSITIVE_INFINITY });
  let isClosed = false;

  function takeThread(): ExtractionThread {
    if (isClosed) throw new Error('The service is stopping');
    const known = idle.pop();
    if (known?.usable) return known;
    if (known) return takeThread();
    const thread = new ExtractionThread(limits, workerFile);
    all.add(thread);
    return thread;
  }

  function putBack(thread: ExtractionThread): void {
    if (thread.usable) idle.push(thread);
    else all.delete(thread);
  }

  async function extractIn(thread: ExtractionThread, trainingId: string, pages: readonly Page[]) {
    const reply = await thread.ask({ trainingId, pages, model: null });
    if (reply.kind !== 'wanted') return fieldsOf(reply);
    const model = await find(trainingId);
    return model && fieldsOf(await thread.ask({ trainingId, pages, model }));
  }

  async function withThread(trainingId: string, pages: readonly Page[]) {
    const thread = takeThread();
    try {
      return await extractIn(thread, trainingId, pages);
    } finally {
      putBack(thread);
    }
  }

  return {
    extract(trainingId, pages, signal) {
      return places.run('', signal, async () => {
        try {
          return await withThread(trainingId, pages);
        } catch (error) {
          // What others have left in the thread may have been too much, rather than this document.
          if (!(error instanceof ExtractionLostError) || isClosed) throw error;
          return withThread(trainingId, pages);
        }
      });
    },
    get queued() {
      return places.waiting;
    },
    async close() {
      isClosed = true;
      await Promise.all([...all].map((thread) => thread.end()));
    },
  };
}

function fieldsOf(reply: ExtractionReply): ExtractedField[] {
  if (reply.kind === 'fields') return reply.fields;
  if (reply.kind === 'foreign') throw new ModelFormatError(reply.message);
  throw new Error(reply.kind === 'failed' ? reply.message : `A thread that extracts fields answered ${reply.kind}`);
}
