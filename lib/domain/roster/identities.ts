/**
 * Remembers every account ID of a file, so that a duplicate is found however far away. It is a hash table over typed
 * arrays: a million IDs take about 80 MB outside the heap, and no substring keeps the file's text in memory.
 */
import type { AccountId } from '#lib/domain/account/account-id';
import { HashedEntries } from '#lib/domain/text/hashed-entries';

/** The result of noting a row. */
export interface Encounter {
  /** The first row with this ID, in any spelling; null if this is the first. */
  earlier: {
    position: number;
    line: number;
    samePerson: boolean;
    sameStatus: boolean;
    sameSpelling: boolean;
  } | null;
}

/**
 * The numbers stored for each ID, in this order: index of its first letter, letter count, position, line, fingerprint,
 * hash, hash of the status.
 */
const fields = 7;

/** The columns of a row that describe its user. */
interface Described {
  line: number;
  name: string;
  email: string;
  statusText: string;
}

/** The account IDs of one file. */
export class Identities {
  private readonly table = new HashedEntries(fields, 5);
  private letters = new Uint8Array(65_536);
  private used = 0;

  /** Notes a row; only the first row of an ID is remembered. Name and e-mail identify the person. */
  meet(id: AccountId, position: number, { line, name, email, statusText }: Described): Encounter {
    const status = hashOf(statusText);
    const fingerprint = fingerprintOf(name, email);
    // IDs that differ only in case have the same hash.
    const hash = hashOf(id);
    const at = this.table.find(hash, (each) => this.compare(id, each) !== 'other');
    if (at !== null)
      return { earlier: this.earlier(at, fingerprint, status, this.compare(id, at) === 'same') };
    this.table.add([this.keep(id), id.length, position, line, fingerprint, hash, status]);
    return { earlier: null };
  }

  private earlier(
    at: number,
    fingerprint: number,
    status: number,
    sameSpelling: boolean,
  ): Encounter['earlier'] {
    const { table } = this;
    const other = table.number(at, 4);
    return {
      position: table.number(at, 2),
      line: table.number(at, 3),
      samePerson: other === 0 || fingerprint === 0 || other === fingerprint,
      sameStatus: table.number(at, 6) === status,
      sameSpelling,
    };
  }

  private compare(id: string, at: number): 'same' | 'variant' | 'other' {
    const start = this.table.number(at, 0);
    if (this.table.number(at, 1) !== id.length) return 'other';
    let likeness: 'same' | 'variant' = 'same';
    for (let index = 0; index < id.length; index += 1) {
      const own = id.charCodeAt(index);
      const other = this.letters[start + index] ?? 0;
      if (own === other) continue;
      if (folded(own) !== folded(other)) return 'other';
      likeness = 'variant';
    }
    return likeness;
  }

  /** Keeps the letters of an ID. Returns the index of the first. */
  private keep(id: string): number {
    if (this.used + id.length > this.letters.length) {
      const larger = new Uint8Array(this.letters.length * 2);
      larger.set(this.letters);
      this.letters = larger;
    }
    const start = this.used;
    for (let index = 0; index < id.length; index += 1) this.letters[start + index] = id.charCodeAt(index);
    this.used += id.length;
    return start;
  }
}

const seed = 0x811c9dc5;
const folded = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
/** FNV-1a, 32 bits; ASCII letters hash the same in upper and lower case. */
const mixed = (hash: number, code: number): number => Math.imul(hash ^ folded(code), 0x01000193);

/** A hash of the text that ignores the case of ASCII letters: FNV-1a, 32 bits. */
export function hashOf(text: string, from = seed): number {
  let hash = from;
  for (let at = 0; at < text.length; at += 1) hash = mixed(hash, text.charCodeAt(at));
  return hash >>> 0;
}

/** A hash of name and e-mail that ignores case; 0 if the row has neither. */
function fingerprintOf(name: string, email: string): number {
  if (name === '' && email === '') return 0;
  const first = hashOf(uncased(name));
  return hashOf(uncased(email), name === '' || email === '' ? first : mixed(first, 10)) || 1;
}

/** The hash folds ASCII by itself, so only texts with other characters need a copy. */
const uncased = (text: string): string => (beyondAscii.test(text) ? text.toLowerCase() : text);
const beyondAscii = /[^\0-\x7f]/;
