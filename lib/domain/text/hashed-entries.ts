/**
 * A hash table over typed arrays. An entry is a fixed count of numbers (32 bits, unsigned), found by the hash of its
 * key. No entry is an object on the heap, so a million entries cost no garbage collection.
 */
export class HashedEntries {
  private count = 0;
  private entries: Uint32Array;
  /** Entry numbers plus 1, in the slot of their hash or after it; 0 means free. The length is a power of two. */
  private slots = new Uint32Array(2048);

  /** `fields`: how many numbers an entry has. The number `hashField` of each is its hash. */
  constructor(
    private readonly fields: number,
    private readonly hashField: number,
  ) {
    this.entries = new Uint32Array(fields * 1024);
  }

  /** The place where the entry with this hash begins of which `isIt` is true; null if there is none. */
  find(hash: number, isIt: (at: number) => boolean): number | null {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.slots[slot] ?? 0; entry !== 0; entry = this.slots[slot] ?? 0) {
      const at = (entry - 1) * this.fields;
      if (this.entries[at + this.hashField] === hash && isIt(at)) return at;
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** A number of the entry that begins at `at`. */
  number(at: number, field: number): number {
    return this.entries[at + field] ?? 0;
  }

  /** Adds an entry that `find` has not found. */
  add(numbers: readonly number[]): void {
    const at = this.count * this.fields;
    if (at + this.fields > this.entries.length) {
      const larger = new Uint32Array(this.entries.length * 2);
      larger.set(this.entries);
      this.entries = larger;
    }
    for (let field = 0; field < this.fields; field += 1) this.entries[at + field] = numbers[field] ?? 0;
    this.count += 1;
    this.place(this.slots, this.count);
    if (this.count * 2 > this.slots.length) this.rehash();
  }

  private place(slots: Uint32Array, entry: number): void {
    const mask = slots.length - 1;
    let slot = this.number((entry - 1) * this.fields, this.hashField) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry;
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    for (let entry = 1; entry <= this.count; entry += 1) this.place(slots, entry);
    this.slots = slots;
  }
}
