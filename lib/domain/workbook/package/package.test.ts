import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { crc32 } from '#lib/domain/workbook/package/crc32';
import { WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { Unpacker } from '#lib/domain/workbook/package/unpack';
import { readXml } from '#lib/domain/workbook/package/xml';
import { zipEntries } from '#lib/domain/workbook/package/zip-directory';

/** The content of one part, and how much of it was unpacked. */
function contentOf(zip: Uint8Array, name: string, most?: number) {
  const entry = zipEntries(zip).get(name);
  if (!entry) throw new Error('no such part');
  const pieces: Uint8Array[] = [];
  let fault: unknown = null;
  try {
    for (const piece of new Unpacker(zip, most).pieces(entry)) pieces.push(piece.slice());
  } catch (problem) {
    if (!(problem instanceof WorkbookProblem)) throw problem;
    fault = problem.fault;
  }
  return { bytes: Buffer.concat(pieces), longest: Math.max(...pieces.map(({ length }) => length), 0), fault };
}

/** The bytes with a number written over them, `offset` bytes after the last place of this signature. */
function patched(
  zip: Uint8Array,
  signature: number,
  offset: number,
  value: number,
  width: 2 | 4,
): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  let at = copy.length - 4;
  while (view.getUint32(at, true) !== signature) at -= 1;
  if (width === 2) view.setUint16(at + offset, value, true);
  else view.setUint32(at + offset, value, true);
  return copy;
}

const directory = 0x0201_4b50;
const end = 0x0605_4b50;
const text = strToU8('Ada,Example\n'.repeat(20_000));
const zip = zipSync({ 'A/b.XML': text, stored: [text, { level: 0 }] });

describe('a ZIP file', () => {
  test('is unpacked as it was packed, in small pieces, whatever the case of the name', () => {
    for (const name of ['a/b.xml', 'stored']) {
      const { bytes, fault, longest } = contentOf(zip, name);
      expect([fault, bytes.equals(text)]).toEqual([null, true]);
      expect(longest).toBeLessThanOrEqual(32_768);
    }
  });

  test('may have a comment at its end', () => {
    const comment = strToU8('made for a test');
    const longer = Buffer.concat([patched(zip, end, 20, comment.length, 2), comment]);
    expect(contentOf(longer, 'stored').fault).toBeNull();
  });

  test('may be written as a stream, with the sizes after each part', () => {
    const chunks: Uint8Array[] = [];
    const stream = new Zip((_, chunk) => chunks.push(chunk));
    const part = new ZipDeflate('part.xml');
    stream.add(part);
    part.push(text.subarray(0, 1000));
    part.push(text.subarray(1000), true);
    stream.end();
    expect(contentOf(Buffer.concat(chunks), 'part.xml').bytes.equals(text)).toBe(true);
  });

  test('may have the fields of 64 bits that large files need', () => {
    const { bytes, fault } = contentOf(wideZip('part.xml', text), 'part.xml');
    expect([fault, bytes.equals(text)]).toEqual([null, true]);
  });

  test.each([
    ['cut short', zip.subarray(0, zip.length - 30)],
    ['with a table of contents that is elsewhere', patched(zip, end, 16, 7, 4)],
    ['with a table of contents beyond its end', patched(zip, end, 16, 0xffff_fff0, 4)],
    ['with more parts than it has', patched(zip, end, 10, 9, 2)],
    ['of one byte', zip.subarray(0, 1)],
  ])('%s is damaged', (_, bytes) => {
    expect(() => zipEntries(bytes)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ kind: 'damaged' }) }),
    );
  });

  test('with two parts of one name is damaged: programs would differ in which they read', () => {
    const double = zipSync({ part: text, PART: text });
    expect(() => zipEntries(double)).toThrow(
      expect.objectContaining({ fault: { kind: 'damaged', what: expect.stringMatching(/same name/) } }),
    );
  });

  test.each([
    ['whose checksum differs', 16, 7, 4],
    ['that says it is smaller than it is', 24, 10, 4],
    ['that says it is larger than it is', 24, 900_000, 4],
    ['that is packed in another way', 10, 12, 2],
    ['that is deflated, it says, but stored', 10, 8, 2],
    ['that begins elsewhere', 42, 5, 4],
    ['that is longer than the file', 20, 0x00ff_ffff, 4],
  ] as const)('with a part %s is damaged', (_, offset, value, width) => {
    const bytes = patched(zip, directory, offset, value, width);
    expect(contentOf(bytes, 'stored').fault).toMatchObject({ kind: 'damaged' });
  });

  test('with a password is named as such', () => {
    expect(contentOf(patched(zip, directory, 8, 1, 2), 'stored').fault).toEqual({ kind: 'password' });
  });

  test('of too many parts is refused', () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [String(at), new Uint8Array(0)])),
    );
    expect(() => zipEntries(many)).toThrow(
      expect.objectContaining({ fault: { kind: 'too-large', limit: 'entries' } }),
    );
  });
});

describe('a bomb', () => {
  const bomb = zipSync({ bomb: new Uint8Array(60_000_000) });

  test('is refused at 10 MB for its ratio, whatever it says of its size', () => {
    for (const bytes of [bomb, patched(bomb, directory, 24, 10, 4)]) {
      const { bytes: read, fault } = contentOf(bytes, 'bomb');
      expect(fault).toEqual({ kind: 'too-large', limit: 'ratio' });
      expect(read.length).toBeLessThan(16_000_000);
    }
  });

  test('is refused as soon as it is longer than a part of its kind', () => {
    const entry = zipEntries(bomb).get('bomb');
    const reading = entry && new Unpacker(bomb).pieces(entry, 1_000_000);
    expect(() => [...(reading ?? [])]).toThrow(
      expect.objectContaining({ fault: { kind: 'too-large', limit: 'unpacked' } }),
    );
  });

  test('is refused as soon as all parts together are too large', () => {
    const { bytes, fault } = contentOf(bomb, 'bomb', 1_000_000);
    expect(fault).toEqual({ kind: 'too-large', limit: 'unpacked' });
    expect(bytes.length).toBeLessThan(5_300_000);
  });
});

describe('the XML of a part', () => {
  function texts(...chunks: (string | Uint8Array)[]): string {
    const found: string[] = [];
    const pieces = chunks.map((chunk) => (typeof chunk === 'string' ? strToU8(chunk) : chunk));
    const reading = readXml(pieces, {
      open: (name, attributes) => found.push(`<${name}${Object.keys(attributes).join()}>`),
      text: (text) => found.push(text),
    });
    while (!reading.next().done);
    return found.join('');
  }

  test('is read from pieces that end anywhere', () => {
    const bytes = strToU8('<a>é<b c="1"/></a>');
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(texts(bytes.subarray(0, at), bytes.subarray(at))).toBe('<a>é<bc>');
    }
  });

  test('may be UTF-16 with a byte order mark', () => {
    const little = new Uint8Array(Buffer.from('\ufeff<a>é</a>', 'utf16le'));
    expect(texts(little)).toBe('<a>é');
    expect(texts(Buffer.from(little).swap16())).toBe('<a>é');
  });

  test.each([
    ['has a document type', '<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>'],
    ['has a document type of the outside', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'],
    ['has very many elements within each other', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`],
    ['has an unknown entity', '<a>&e;</a>'],
    ['is not closed', '<a><b></b>'],
    ['has two roots', '<a/><b/>'],
    ['is empty', ''],
    ['is in another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
  ])('that %s is damaged', (_, xml) => {
    expect(() => texts(xml)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ kind: 'damaged' }) }),
    );
  });

  test('with bytes that are not UTF-8 is damaged', () => {
    expect(() => texts(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff))).toThrow(WorkbookProblem);
  });

  test.each([
    ['text', '<a>'],
    ['attribute', '<a b="'],
    ['comment', '<a><!--'],
  ])('without an end to a %s is refused before it fills the memory', (_, start) => {
    let read = 0;
    function* endless() {
      yield strToU8(start);
      for (; read < 3_000_000; read += 32_768) yield new Uint8Array(32_768).fill(0x20);
    }
    const reading = readXml(endless(), { open: () => undefined });
    expect(() => {
      while (!reading.next().done);
    }).toThrow(expect.objectContaining({ fault: { kind: 'too-large', limit: 'texts' } }));
    expect(read).toBeLessThan(1_100_000);
  });
});

test('the checksum is that of ZIP files', () => {
  expect(crc32(strToU8('123456789'))).toBe(0xcbf4_3926);
  expect(crc32(strToU8('6789'), crc32(strToU8('12345')))).toBe(0xcbf4_3926);
});

/** A ZIP file with one stored part, every size and place in the fields of 64 bits. */
function wideZip(name: string, content: Uint8Array): Uint8Array {
  const nameBytes = strToU8(name);
  const local = record(0x0403_4b50, 30, [[26, nameBytes.length, 2]]);
  const entry = record(directory, 46, [
    [16, crc32(content), 4],
    [20, 0xffff_ffff, 4],
    [24, 0xffff_ffff, 4],
    [28, nameBytes.length, 2],
    [30, 28, 2],
    [42, 0xffff_ffff, 4],
  ]);
  const extra = record(0x0018_0001, 28, [
    [4, content.length, 4],
    [12, content.length, 4],
  ]);
  const at = local.length + nameBytes.length + content.length;
  const wideEnd = record(0x0606_4b50, 56, [
    [32, 1, 4],
    [48, at, 4],
  ]);
  const endAt = at + entry.length + nameBytes.length + extra.length;
  const locator = record(0x0706_4b50, 20, [[8, endAt, 4]]);
  const last = record(end, 22, [
    [10, 0xffff, 2],
    [16, 0xffff_ffff, 4],
  ]);
  return Buffer.concat([local, nameBytes, content, entry, nameBytes, extra, wideEnd, locator, last]);
}

function record(
  signature: number,
  length: number,
  fields: readonly (readonly [at: number, value: number, width: 2 | 4])[],
): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  for (const [at, value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return bytes;
}
