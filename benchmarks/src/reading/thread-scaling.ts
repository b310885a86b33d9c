import { type ContentType, createReader } from '@las/reader';

/** An image as it lies on the disk. */
export interface ImageFile {
  bytes: Uint8Array;
  contentType: ContentType;
}

/** How fast all images were read by so many threads. */
export interface ThreadRate {
  threads: number;
  imagesPerSecond: number;
  /** Of the process while they were read, over the images. */
  cpuSecondsPerImage: number;
}

/** Reads all images with each number of threads in turn; what threads need to start is left out. */
export async function measureScaling(
  images: readonly ImageFile[],
  threadCounts: readonly number[],
): Promise<ThreadRate[]> {
  const rates: ThreadRate[] = [];
  for (const threads of threadCounts) rates.push(await measureRate(images, threads));
  return rates;
}

async function measureRate(images: readonly ImageFile[], threads: number): Promise<ThreadRate> {
  const reader = createReader({ threads });
  const read = ({ bytes, contentType }: ImageFile) => reader.read(bytes, contentType);
  try {
    const [first] = images;
    // Each thread loads its networks with its first image.
    if (first !== undefined) await Promise.all(Array.from({ length: threads }, () => read(first)));
    const cpu = process.cpuUsage();
    const start = performance.now();
    await Promise.all(images.map(read));
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const cpuSecondsPerImage = (user + system) / 1e6 / images.length;
    return { threads, imagesPerSecond: images.length / seconds, cpuSecondsPerImage };
  } finally {
    await reader.close();
  }
}

/** A table with how many times faster than with the first number of threads. */
export function formatScaling(rates: readonly ThreadRate[]): string {
  const one = rates[0]?.imagesPerSecond ?? 0;
  const lines = rates.map(({ threads, imagesPerSecond, cpuSecondsPerImage }) => {
    const times = (imagesPerSecond / one).toFixed(2);
    return `${String(threads).padStart(7)}  ${imagesPerSecond.toFixed(2).padStart(8)}  ${times.padStart(5)}  ${cpuSecondsPerImage.toFixed(2).padStart(11)}`;
  });
  return ['threads  images/s  times  CPU s/image', ...lines].join('\n');
}
