/** Takes the API key out of texts that came from outside. */

/** What stands where the key stood. No printable ASCII, so that it can never become part of a key. */
export const redacted = '•••';

export type Redact = (text: string) => string;

/**
 * Returns a function that replaces the key by value: as it is, percent-encoded (whole or in part, either case) and
 * in base64 (alone or within a longer encoded text, standard or URL alphabet).
 */
export function redactorOf(key: string): Redact {
  if (key === '') return (text) => text;
  const plain = [...key].map(anyEncoding).join('');
  const encoded = key.length < shortestEncoded ? [] : base64Cores(key).map(escapePattern);
  const pattern = new RegExp([plain, ...encoded].join('|'), 'g');
  return (text) => text.replace(pattern, redacted);
}

/** Below this length the base64 of a key is too short to tell from other text. */
const shortestEncoded = 8;

/** A pattern for one character, written as itself or as its percent-encoded bytes. */
function anyEncoding(character: string): string {
  const bytes = [...new TextEncoder().encode(character)]
    .map((byte) => `%${caseless(byte.toString(16).padStart(2, '0'))}`)
    .join('');
  return `(?:${escapePattern(character)}|${bytes})`;
}

function caseless(hex: string): string {
  return [...hex].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join('');
}

/**
 * The base64 of the key at each of the three places it can start within a group of bytes, without the first and
 * last characters that its neighbours also decide.
 */
function base64Cores(key: string): string[] {
  const bytes = Buffer.from(key, 'utf8');
  const cores = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = text.slice(start, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set(cores)];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
