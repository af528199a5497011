/**
 * Remembers every account ID of a file, so that a duplicate is found however far away. It is a hash table over typed
 * arrays: a million IDs take about 80 MB outside the heap, and no substring keeps the file's text in memory.
 */
import type { AccountId } from '#lib/domain/account/account-id';

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

/** What a row says of its user. */
interface Described {
  line: number;
  name: string;
  email: string;
  statusText: string;
}

/** The account IDs of one file. */
export class Identities {
  private count = 0;
  private entries = new Uint32Array(fields * 1024);
  private letters = new Uint8Array(65_536);
  private used = 0;
  /** Entry numbers plus 1, in the slot of their hash or after it; 0 means free. The length is a power of two. */
  private slots = new Uint32Array(2048);

  /** Notes a row; only the first row of an ID is remembered. Name and e-mail identify the person. */
  meet(id: AccountId, position: number, { line, name, email, statusText }: Described): Encounter {
    const status = hashOf(statusText);
    const fingerprint = fingerprintOf(name, email);
    const mask = this.slots.length - 1;
    const hash = hashOf(id);
    let slot = hash & mask;
    for (let entry = this.slots[slot] ?? 0; entry !== 0; entry = this.slots[slot] ?? 0) {
      const at = (entry - 1) * fields;
      // IDs that differ only in case have the same hash. Hashes are compared first, since many IDs begin with the same
      // letters.
      const likeness = this.entries[at + 5] === hash ? this.compare(id, at) : 'other';
      if (likeness !== 'other')
        return { earlier: this.earlier(at, fingerprint, status, likeness === 'same') };
      slot = (slot + 1) & mask;
    }
    this.remember(id, slot, [position, line, fingerprint, hash, status]);
    return { earlier: null };
  }

  private earlier(
    at: number,
    fingerprint: number,
    status: number,
    sameSpelling: boolean,
  ): Encounter['earlier'] {
    const [position = 0, line = 0, other = 0] = this.entries.subarray(at + 2, at + 5);
    const samePerson = other === 0 || fingerprint === 0 || other === fingerprint;
    return { position, line, samePerson, sameStatus: this.entries[at + 6] === status, sameSpelling };
  }

  private compare(id: string, at: number): 'same' | 'variant' | 'other' {
    const start = this.entries[at] ?? 0;
    if (this.entries[at + 1] !== id.length) return 'other';
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

  /** `numbers`: those of an entry from its position on. */
  private remember(id: string, slot: number, numbers: readonly number[]): void {
    const at = this.count * fields;
    if (at + fields > this.entries.length) {
      const larger = new Uint32Array(this.entries.length * 2);
      larger.set(this.entries);
      this.entries = larger;
    }
    if (this.used + id.length > this.letters.length) {
      const larger = new Uint8Array(this.letters.length * 2);
      larger.set(this.letters);
      this.letters = larger;
    }
    this.entries[at] = this.used;
    this.entries[at + 1] = id.length;
    this.entries.set(numbers, at + 2);
    for (let index = 0; index < id.length; index += 1) {
      this.letters[this.used + index] = id.charCodeAt(index);
    }
    this.used += id.length;
    this.count += 1;
    this.slots[slot] = this.count;
    if (this.count * 2 > this.slots.length) this.rehash();
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.count; entry += 1) {
      let slot = (this.entries[entry * fields + 5] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.slots = slots;
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
