/** Unpacks the parts of a ZIP file piece by piece, within limits that do not rely on what the file says of itself. */
import { Inflate } from 'fflate';
import { crc32 } from '#lib/domain/workbook/package/crc32';
import { damaged, tooLarge, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { ZipEntry } from '#lib/domain/workbook/package/zip-directory';

/** The number of packed bytes that are unpacked at once: at the highest possible ratio, 1,032, they become 4 MB. */
const packedAtOnce = 4_096;
/** Maximum size of a piece, in bytes. */
const pieceBytes = 32_768;

/** Unpacks the parts of one file. */
export class Unpacker {
  private unpacked = 0;
  private readonly view: DataView;

  /** `most`: the maximum number of bytes of all parts together, unpacked. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly most: number = limits.unpackedBytes,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * The content of a part of at most `longest` bytes, in pieces. Throws a `WorkbookProblem` as soon as a limit is
   * crossed, and at the end if the content is not what the file says it is.
   */
  *pieces(entry: ZipEntry, longest: number = limits.unpackedBytes): Generator<Uint8Array> {
    if (entry.encrypted) throw new WorkbookProblem({ kind: 'password' });
    const packed = this.packed(entry);
    let unpacked = 0;
    let crc = 0;
    for (const content of entry.method === 0 ? slices(packed, pieceBytes) : inflated(packed)) {
      unpacked += content.length;
      this.unpacked += content.length;
      if (this.unpacked > this.most || unpacked > longest) throw tooLarge('unpacked');
      if (unpacked > limits.smallBytes && unpacked > packed.length * limits.ratio) throw tooLarge('ratio');
      crc = crc32(content, crc);
      yield* slices(content, pieceBytes);
    }
    if (unpacked !== entry.unpackedBytes || crc !== entry.crc) {
      throw damaged('the checksum of a part does not match');
    }
  }

  private packed({ at, method, packedBytes }: ZipEntry): Uint8Array {
    const { bytes, view } = this;
    const isLocal = at + 30 <= bytes.length && view.getUint32(at, true) === 0x0403_4b50;
    if (!isLocal || (method !== 0 && method !== 8)) throw damaged('a part of it cannot be unpacked');
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (from + packedBytes > bytes.length) throw damaged('it is cut short');
    return bytes.subarray(from, from + packedBytes);
  }
}

function* inflated(packed: Uint8Array): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((content) => ready.push(content));
  for (const part of slices(packed, packedAtOnce)) {
    try {
      inflate.push(part);
    } catch {
      throw damaged('a part of it cannot be unpacked');
    }
    yield* ready.splice(0);
  }
}

function* slices(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
