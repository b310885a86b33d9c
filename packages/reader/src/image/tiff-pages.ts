// TIFF 6.0 and BigTIFF.
const LITTLE_ENDIAN = 0x4949;
const BIG_ENDIAN = 0x4d4d;
const CLASSIC = 42;
const BIG = 43;
const NEW_SUBFILE_TYPE = 254;
const REDUCED = 1;

/**
 * Which of a TIFF's images are pages, by their index: those that do not say that they are a smaller copy of another one
 * (levels of a pyramid, thumbnails). Undefined where the directories cannot be followed or are not as many as expected.
 */
export function findTiffPages(bytes: Uint8Array, imageCount: number): number[] | undefined {
  try {
    const types = [...subfileTypes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), imageCount)];
    if (types.length !== imageCount) return undefined;
    const pages = types.flatMap((type, index) => ((type & REDUCED) === 0 ? [index] : []));
    return pages.length > 0 ? pages : undefined;
  } catch (error) {
    // An offset that leads out of the file; the decoder will have its say.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function* subfileTypes(view: DataView, imageCount: number): Generator<number> {
  const order = view.getUint16(0);
  if (order !== LITTLE_ENDIAN && order !== BIG_ENDIAN) return;
  const little = order === LITTLE_ENDIAN;
  const version = view.getUint16(2, little);
  if (version !== CLASSIC && version !== BIG) return;
  const format = version === BIG ? bigTiff(view, little) : classicTiff(view, little);
  let directory = format.offset(version === BIG ? 8 : 4);
  for (let image = 0; directory !== 0 && image < imageCount; image++) {
    const entries = format.count(directory);
    const first = directory + format.countSize;
    yield subfileType(view, little, { first, entries, ...format });
    directory = format.offset(first + entries * format.entrySize);
  }
}

interface Entries {
  first: number;
  entries: number;
  entrySize: number;
  valueAt: number;
}

function subfileType(view: DataView, little: boolean, { first, entries, entrySize, valueAt }: Entries): number {
  for (let entry = 0; entry < entries; entry++) {
    const at = first + entry * entrySize;
    const tag = view.getUint16(at, little);
    if (tag === NEW_SUBFILE_TYPE) return view.getUint32(at + valueAt, little);
    // In ascending order.
    if (tag > NEW_SUBFILE_TYPE) break;
  }
  return 0;
}

function classicTiff(view: DataView, little: boolean) {
  return {
    countSize: 2,
    entrySize: 12,
    valueAt: 8,
    count: (at: number) => view.getUint16(at, little),
    offset: (at: number) => view.getUint32(at, little),
  };
}

function bigTiff(view: DataView, little: boolean) {
  const long = (at: number) => Number(view.getBigUint64(at, little));
  return { countSize: 8, entrySize: 20, valueAt: 12, count: long, offset: long };
}
