import { PDFiumLibrary } from '@hyzyla/pdfium';
import { groundTruthOf } from './fields.js';
import { layouts } from './layouts/all-layouts.js';
import type { Layout } from './layouts/layout.js';
import { photograph } from './photo/photograph.js';
import { Random } from './random.js';
import type { Sample, SampleKind, SampleOptions } from './sample.js';

/**
 * Makes up invoices and receipts, one after the other, each layout once in every round, and their true values.
 * Document number n of a seed is the same whatever the count.
 *
 * @throws RangeError when `kinds` is empty
 */
export async function* generateSamples(options: SampleOptions = {}): AsyncGenerator<Sample, void, undefined> {
  const { seed = 1, count = 80, kinds = ['pdf', 'photo'] } = options;
  if (kinds.length === 0) throw new RangeError('kinds names none: give pdf, photo or both');
  const fitting = kinds.includes('pdf') ? layouts : layouts.filter((layout) => !layout.severalPages);
  const library = await PDFiumLibrary.init();
  try {
    for (let index = 0; index < count; index += 1) {
      const layout = layoutFor({ layouts: fitting, seed, index });
      yield await makeSample({ library, layout, kinds, index, random: Random.forPart(seed, index) });
    }
  } finally {
    library.destroy();
  }
}

/** Every round of layouts has an order of its own. */
function layoutFor({ layouts, seed, index }: { layouts: readonly Layout[]; seed: number; index: number }): Layout {
  const round = Math.floor(index / layouts.length);
  const layout = Random.forPart(seed, -1 - round).shuffle(layouts)[index % layouts.length];
  if (!layout) throw new RangeError('There are no layouts');
  return layout;
}

async function makeSample(making: {
  library: Awaited<ReturnType<typeof PDFiumLibrary.init>>;
  layout: Layout;
  kinds: readonly SampleKind[];
  index: number;
  random: Random;
}): Promise<Sample> {
  const { library, layout, kinds, index, random } = making;
  const kind = layout.severalPages ? 'pdf' : random.pick(kinds);
  const { pdf, facts } = await layout.draw(random);
  return {
    id: `${String(index + 1).padStart(3, '0')}-${layout.name}`,
    layout: layout.name,
    contentType: kind === 'pdf' ? 'application/pdf' : 'image/jpeg',
    content: kind === 'pdf' ? pdf : await photograph(library, pdf, random),
    groundTruth: groundTruthOf(facts),
  };
}
