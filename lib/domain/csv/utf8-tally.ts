/** Counts multi-byte UTF-8 characters and invalid bytes in a stream, across chunks. */
export class Utf8Tally {
  /** Number of well-formed sequences of two to four bytes. */
  valid = 0;
  /** Number of bytes or unfinished sequences that are not valid UTF-8. */
  invalid = 0;
  private missing = 0;
  private lower = 0x80;
  private upper = 0xbf;

  /** Counts these bytes. Stops and returns true as soon as one count is `lead` ahead of the other. */
  add(bytes: Uint8Array, lead = Number.POSITIVE_INFINITY): boolean {
    for (const byte of bytes) {
      if (byte < 0x80 && this.missing === 0) continue;
      this.step(byte);
      if (Math.abs(this.valid - this.invalid) >= lead) return true;
    }
    return false;
  }

  /** Ends the text: an unfinished sequence counts as invalid. */
  end(): void {
    if (this.missing > 0) this.invalid += 1;
    this.missing = 0;
  }

  private step(byte: number): void {
    if (this.missing > 0) {
      const continues = byte >= this.lower && byte <= this.upper;
      this.lower = 0x80;
      this.upper = 0xbf;
      if (continues) {
        this.missing -= 1;
        if (this.missing === 0) this.valid += 1;
        return;
      }
      this.missing = 0;
      this.invalid += 1;
    }
    if (byte >= 0x80) this.begin(byte);
  }

  /** The ranges exclude over-long forms, surrogates and code points beyond U+10FFFF. */
  private begin(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xdf) this.missing = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.missing = 2;
      if (byte === 0xe0) this.lower = 0xa0;
      if (byte === 0xed) this.upper = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.missing = 3;
      if (byte === 0xf0) this.lower = 0x90;
      if (byte === 0xf4) this.upper = 0x8f;
    } else this.invalid += 1;
  }
}
