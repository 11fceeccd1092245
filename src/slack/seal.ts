import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key of 256 bits, with the short name under which a sealed text remembers it. */
export type SealingKey = { id: string; secret: Buffer };

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed text that none of the keys opens: the key is missing, or the text was changed or moved. */
export class SealBroken extends Error {}

/** Reads 32 bytes in hex or base64; `null` where it is something else. */
export function sealingKey(text: string): SealingKey | null {
  const secret = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (secret.length !== 32) return null;
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 8), secret };
}

/**
 * Seals with the first key (AES-256-GCM, a fresh nonce each time).
 *
 * @param about what the text belongs to; it opens for the same only, so a row cannot be moved to another workspace
 */
export function seal(text: string, about: string, [key]: readonly SealingKey[]): string {
  if (!key) throw new SealBroken('there is no key to seal with');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key.secret, iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `v1.${key.id}.${Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')}`;
}

/** @throws SealBroken */
export function unseal(sealed: string, about: string, keys: readonly SealingKey[]): string {
  const [version, id, body = ''] = sealed.split('.');
  const key = keys.find((one) => one.id === id);
  if (version !== 'v1' || !key) throw new SealBroken('its key is not among those of TOKEN_ENCRYPTION_KEY');
  const bytes = Buffer.from(body, 'base64url');
  try {
    const cipher = createDecipheriv(CIPHER, key.secret, bytes.subarray(0, IV_BYTES));
    cipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return cipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
  } catch {
    throw new SealBroken('it was changed, or belongs to another workspace');
  }
}

/** Whether a text should be sealed anew: it was sealed with an older key than the first. */
export function isSealedWithOlder(sealed: string, [first]: readonly SealingKey[]): boolean {
  return sealed.split('.')[1] !== first?.id;
}
