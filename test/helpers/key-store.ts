import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretBox } from '../../main/auth/secret-box.ts';

export interface TestKeyStore extends SecretBox {
  /** as on a Linux without a key store */
  vanish(): void;
  /** another key, as on another machine */
  replace(): void;
  appear(): void;
  /** how often something was sealed */
  sealed(): number;
}

/** Stands for the system's key store: really seals (AES-256-GCM), with a key that only this object has. */
export function testKeyStore(): TestKeyStore {
  let key = randomBytes(32);
  let present = true;
  let count = 0;
  const check = (): void => {
    if (!present) throw new Error('no key store');
  };
  return {
    strength: () => Promise.resolve(present ? 'keystore' : 'none'),
    seal: async (text) => {
      check();
      count += 1;
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: async (sealed) => {
      check();
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    },
    vanish: () => {
      present = false;
    },
    appear: () => {
      present = true;
    },
    replace: () => {
      key = randomBytes(32);
    },
    sealed: () => count,
  };
}
