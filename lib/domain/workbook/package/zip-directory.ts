/**
 * Reads the table of contents of a ZIP file, which is at its end. Only this table counts, because other programs read
 * it too. A reader that follows the local headers could see other parts than they do.
 */
import { damaged, tooLarge, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';

/** A part of a ZIP file, according to the table of contents. */
export interface ZipEntry {
  name: string;
  /** 0: stored as it is; 8: deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  packedBytes: number;
  unpackedBytes: number;
  /** The place where its local header begins. */
  at: number;
}

/** The value of a field of 32 bits if the real one is in the ZIP64 fields instead. */
const elsewhere = 0xffff_ffff;
const endBytes = 22;
const longestComment = 0xffff;

/** The parts by their names in lower case. Throws a `WorkbookProblem`. */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return entriesIn(view, bytes);
  } catch (problem) {
    if (problem instanceof WorkbookProblem) throw problem;
    // A field that points beyond the file.
    throw damaged('its table of contents cannot be read');
  }
}

function entriesIn(view: DataView, bytes: Uint8Array): Map<string, ZipEntry> {
  const { count, at } = directoryOf(view);
  if (count > limits.entries) throw tooLarge('entries');
  const entries = new Map<string, ZipEntry>();
  let place = at;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(place, true) !== 0x0201_4b50) throw damaged('its table of contents cannot be read');
    const nameBytes = view.getUint16(place + 28, true);
    const extraBytes = view.getUint16(place + 30, true);
    const nameAt = place + 46;
    const name = new TextDecoder()
      .decode(bytes.subarray(nameAt, nameAt + nameBytes))
      .replaceAll('\\', '/')
      .toLowerCase();
    // Programs would differ in which of the two they read.
    if (entries.has(name)) throw damaged('two of its parts have the same name');
    entries.set(name, entryAt(view, { place, name, extraAt: nameAt + nameBytes, extraBytes }));
    place = nameAt + nameBytes + extraBytes + view.getUint16(place + 32, true);
  }
  return entries;
}

/** A record of the table: its offset (`place`), the name in it, and the place of its extra fields. */
interface EntryPlace {
  place: number;
  name: string;
  extraAt: number;
  extraBytes: number;
}

function entryAt(view: DataView, { place, name, extraAt, extraBytes }: EntryPlace): ZipEntry {
  const wide = wideFields(view, extraAt, extraBytes);
  const field = (offset: number): number => {
    const value = view.getUint32(place + offset, true);
    return value === elsewhere ? (wide.shift() ?? value) : value;
  };
  // The ZIP64 fields are in this order. Only those exist whose usual field is full.
  const unpackedBytes = field(24);
  const packedBytes = field(20);
  return {
    name,
    method: view.getUint16(place + 10, true),
    encrypted: (view.getUint16(place + 8, true) & 1) === 1,
    crc: view.getUint32(place + 16, true),
    packedBytes,
    unpackedBytes,
    at: field(42),
  };
}

/** The 64-bit fields of a part, which some programs write for small files too. */
function wideFields(view: DataView, extraAt: number, extraBytes: number): number[] {
  for (let at = extraAt; at + 4 <= extraAt + extraBytes; ) {
    const bytes = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      return Array.from({ length: bytes >> 3 }, (_, index) => bigAt(view, at + 4 + index * 8));
    }
    at += 4 + bytes;
  }
  return [];
}

/** The place where the table begins, and the number of parts that it lists. */
function directoryOf(view: DataView): { count: number; at: number } {
  const end = endOf(view);
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === 0x0706_4b50) {
    const wide = bigAt(view, locator + 8);
    if (view.getUint32(wide, true) !== 0x0606_4b50) throw damaged('its table of contents cannot be read');
    return { count: bigAt(view, wide + 32), at: bigAt(view, wide + 48) };
  }
  return { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) };
}

/** The record at the end of the file, which may be followed by a comment up to the last byte. */
function endOf(view: DataView): number {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= 0 && at >= last - longestComment; at -= 1) {
    if (view.getUint32(at, true) === 0x0605_4b50 && view.getUint16(at + 20, true) === last - at) return at;
  }
  throw damaged('it is cut short: its table of contents is missing');
}

function bigAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
