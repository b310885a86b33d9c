import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of what is sealed, so that the form can change. */
const version = 1;

/** Seals data at rest and signs tokens, each purpose with a key of its own that is derived from the master key. */
export interface Vault {
  /** AES-256-GCM. The purpose and the owner's id are authenticated: sealed bytes moved to another row do not open. */
  seal(plain: Uint8Array | string, purpose: string): Buffer;
  /** @throws when the bytes were not sealed by this master key for this purpose. */
  open(sealed: Uint8Array, purpose: string): Buffer;
  /** HMAC-SHA-256, 32 bytes. */
  sign(data: string, purpose: string): Buffer;
}

function derive(masterKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `las:${purpose}`, keyBytes));
}

/** @param masterKey 32 random bytes. */
export function createVault(masterKey: Uint8Array): Vault {
  if (masterKey.length !== keyBytes)
    throw new Error(`The master key has to be ${keyBytes} bytes, not ${masterKey.length}.`);
  const sealingKey = derive(masterKey, 'seal');
  const signingKey = derive(masterKey, 'sign');
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version) throw new Error('These bytes were not sealed by this service.');
      const nonce = bytes.subarray(1, 1 + nonceBytes);
      const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
      // Without the length, a tag cut to four bytes would be taken.
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
    },
    sign: (data, purpose) => createHmac('sha256', signingKey).update(`${purpose}\n${data}`).digest(),
  };
}
