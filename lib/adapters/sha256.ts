import crypto from 'node:crypto';

/** The SHA-256 of a text in UTF-8, hexadecimal. */
export const sha256: (text: string) => string = hashesAtOnce()
  ? (text) => crypto.hash('sha256', text, 'hex')
  : (text) => crypto.createHash('sha256').update(text, 'utf8').digest('hex');

/** Node.js has the faster function from 20.12 and 21.7 on. */
function hashesAtOnce(): boolean {
  return 'hash' in crypto;
}
