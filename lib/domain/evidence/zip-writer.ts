/** Writes a ZIP file part by part, in pieces, so that no part has to be in memory as a whole. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Writes one file. Call `begin`, `add` and `endPart` for each part, and `finish` at the end. */
export class ZipWriter {
  private readonly zip: Zip;
  private ready: Uint8Array[] = [];
  private problem: Error | null = null;
  private part: ZipDeflate | ZipPassThrough | null = null;

  /** `at` becomes the date of every part, ms since the epoch. */
  constructor(private readonly at: number) {
    this.zip = new Zip((problem, chunk) => {
      if (problem) this.problem = problem;
      else this.ready.push(chunk);
    });
  }

  /** Begins a part. One that is packed already is stored as it is. */
  begin(name: string, isPacked: boolean): void {
    this.part = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    this.part.mtime = this.at;
    this.zip.add(this.part);
  }

  /** Adds bytes to the part. */
  add(bytes: Uint8Array): void {
    this.part?.push(bytes, false);
  }

  /** Ends the part. */
  endPart(): void {
    this.part?.push(new Uint8Array(0), true);
    this.part = null;
  }

  /** Writes the table of contents. */
  finish(): void {
    this.zip.end();
  }

  /** The bytes of the file that were written since the last call. Throws if they cannot be written. */
  take(): Uint8Array[] {
    if (this.problem) throw this.problem;
    const taken = this.ready;
    this.ready = [];
    return taken;
  }
}
