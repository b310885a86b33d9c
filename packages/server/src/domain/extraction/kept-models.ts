import type { Extractor } from '@las/extractor';

/** Models that are ready for use, those used last. */
export interface KeptModels {
  get(trainingId: string): Extractor | undefined;
  /** @throws ModelFormatError when another version of the service made it. */
  load(trainingId: string, bytes: Uint8Array): Extractor;
}

/** A field takes about as much memory whatever it is: so many fields are kept, whole models at a time, and always the last. */
export function createKeptModels(load: (bytes: Uint8Array) => Extractor, mostFields: number): KeptModels {
  const kept = new Map<string, Extractor>();
  const sizeOf = (extractor: Extractor) => Object.keys(extractor.fields).length;

  function makeRoom(): void {
    let fields = [...kept.values()].reduce((sum, extractor) => sum + sizeOf(extractor), 0);
    for (const [trainingId, extractor] of kept) {
      if (fields <= mostFields || kept.size === 1) return;
      fields -= sizeOf(extractor);
      kept.delete(trainingId);
    }
  }

  function keep(trainingId: string, extractor: Extractor): Extractor {
    kept.delete(trainingId);
    kept.set(trainingId, extractor);
    makeRoom();
    return extractor;
  }

  return {
    get(trainingId) {
      const known = kept.get(trainingId);
      return known && keep(trainingId, known);
    },
    load: (trainingId, bytes) => keep(trainingId, load(bytes)),
  };
}
