const blockBytes = 512;

export interface FileToPack {
  /** Without a leading slash; at most 100 bytes. */
  path: string;
  content: string;
}

function header(path: string, options: { size: number; type: string; mode: string }): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.write(path, 0);
  block.write(`${options.mode}\0`, 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${options.size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.fill(' ', 148, 156);
  block.write(options.type, 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A tar archive (POSIX.1-1988) of a folder with files that everybody may read. */
export function packFiles(folder: string, files: readonly FileToPack[]): Buffer {
  const blocks = [header(`${folder}/`, { size: 0, type: '5', mode: '0000755' })];
  for (const { path, content } of files) {
    const bytes = Buffer.from(content);
    blocks.push(header(`${folder}/${path}`, { size: bytes.length, type: '0', mode: '0000644' }), bytes);
    blocks.push(Buffer.alloc(-bytes.length & (blockBytes - 1)));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}
