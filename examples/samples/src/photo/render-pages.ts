import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PageRaster } from './expose.js';

const pointsPerInch = 72;

/** All pages of a PDF as pixels, with the fonts that PDFium brings along: no font need be installed. */
export async function renderPages(pdf: Uint8Array, dotsPerInch: number): Promise<PageRaster[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    try {
      const rasters: PageRaster[] = [];
      for (const page of document.pages()) {
        rasters.push(await page.render({ scale: dotsPerInch / pointsPerInch, render: 'bitmap' }));
      }
      return rasters;
    } finally {
      document.destroy();
    }
  } finally {
    library.destroy();
  }
}
