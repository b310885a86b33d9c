/** Bytes that become arguments of one call; engines allow about 65000. */
const chunkSize = 0x8000;

/** Base64 of bytes, by the fastest means that the platform has. */
export function encodeBase64(bytes: Uint8Array): string {
  if (typeof Buffer === 'function') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
  if ('toBase64' in bytes) return (bytes as { toBase64(): string }).toBase64();
  let text = '';
  for (let start = 0; start < bytes.length; start += chunkSize) {
    text += String.fromCharCode(...bytes.subarray(start, start + chunkSize));
  }
  return btoa(text);
}
