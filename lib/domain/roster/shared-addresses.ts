/**
 * Remembers the e-mail addresses of a file, to find two account IDs with one address however far apart. It keeps hashes
 * only: two addresses with the same hash, one in 10^19 pairs, would be doubtful without a reason.
 */
import { hashOf } from '#lib/domain/roster/identities';

/** The numbers stored for each address: two hashes, the hash of the account, position and line of its first row. */
const fields = 5;
const otherSeed = 0x9747b28c;

/** The first row of an address. */
interface FirstRow {
  position: number;
  line: number;
}

/** The addresses of one file. */
export class SharedAddresses {
  private count = 0;
  private entries = new Uint32Array(fields * 1024);
  /** Entry numbers plus 1, in the slot of their hash or after it; 0 means free. The length is a power of two. */
  private slots = new Uint32Array(2048);

  /** Notes a row. Returns the first row with this address if it has another account ID; else null. */
  meet(address: string, accountId: string, position: number, line: number): FirstRow | null {
    const hash = hashOf(address);
    const other = hashOf(address, otherSeed);
    const account = hashOf(accountId);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.slots[slot] ?? 0; entry !== 0; entry = this.slots[slot] ?? 0) {
      const at = (entry - 1) * fields;
      if (this.entries[at] === hash && this.entries[at + 1] === other) {
        if (this.entries[at + 2] === account) return null;
        return { position: this.entries[at + 3] ?? 0, line: this.entries[at + 4] ?? 0 };
      }
      slot = (slot + 1) & mask;
    }
    this.remember(slot, [hash, other, account, position, line]);
    return null;
  }

  private remember(slot: number, numbers: readonly number[]): void {
    const at = this.count * fields;
    if (at + fields > this.entries.length) {
      const larger = new Uint32Array(this.entries.length * 2);
      larger.set(this.entries);
      this.entries = larger;
    }
    this.entries.set(numbers, at);
    this.count += 1;
    this.slots[slot] = this.count;
    if (this.count * 2 > this.slots.length) this.rehash();
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.count; entry += 1) {
      let slot = (this.entries[entry * fields] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.slots = slots;
  }
}

/** The message about a row whose address another line has too. */
export const sharedAddress = (line: number): string =>
  `Line ${line} has the same e-mail address with another account ID, so it is not certain whose it is. Check which account is meant.`;

/** The prefixes that are another one without one of its digits. */
export function cutPrefixesOf(prefixes: Iterable<string>): string[] {
  const all = [...prefixes];
  const shortened = new Set(
    all.flatMap((prefix) => [...prefix].map((_, at) => prefix.slice(0, at) + prefix.slice(at + 1))),
  );
  return all.filter((prefix) => shortened.has(prefix));
}
