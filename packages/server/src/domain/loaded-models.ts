import type { Extractor } from '@las/extractor';
import type { Database } from '../db/database.js';
import { findTrainedModel } from '../db/trainings.js';
import { SharedWork } from './shared-work.js';

/** Trained models, ready for use. */
export interface LoadedModels {
  /** Undefined when the training was deleted. @throws ModelFormatError when another version of the service made it. */
  get(trainingId: string): Promise<Extractor | undefined>;
}

/** Keeps the models that were used last. A training never changes what it made, so nothing goes stale. */
export function createLoadedModels(services: {
  db: Database;
  load: (bytes: Uint8Array) => Extractor;
  /** How many are kept. */
  capacity?: number;
}): LoadedModels {
  const { db, load, capacity = 8 } = services;
  const shared = new SharedWork<Extractor | undefined>();
  const loaded = new Map<string, Extractor>();

  function keep(trainingId: string, extractor: Extractor): void {
    loaded.delete(trainingId);
    loaded.set(trainingId, extractor);
    const [oldest] = loaded.keys();
    if (loaded.size > capacity && oldest !== undefined) loaded.delete(oldest);
  }

  return {
    async get(trainingId) {
      const known = loaded.get(trainingId);
      const extractor =
        known ??
        (await shared.run(trainingId, undefined, async () => {
          const bytes = await findTrainedModel(db, trainingId);
          return bytes && load(bytes);
        }));
      if (extractor) keep(trainingId, extractor);
      return extractor;
    },
  };
}
