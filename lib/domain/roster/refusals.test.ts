import { describe, expect, it } from 'vitest';
import { readRoster } from '#lib/domain/roster/reader';
import { cut, encoded, file, header, id, refused, row } from '#test/samples/roster';

describe('a file that cannot be read is refused with its hint', () => {
  it.each([
    ['empty-file', ''],
    ['empty-file', ' \n\r\n,,\n'],
    ['header-only', `${header}\n\n`],
    ['unreadable', 'PK\x03\x04…'],
    ['not-csv', '%PDF-1.7\n'],
    ['not-csv', '<!DOCTYPE html><html>'],
    ['not-csv', '{"users": []}'],
    ['not-csv', 'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"User id"\r\nE\r\n'],
    ['missing-header', `${row(1)}\n`],
    ['missing-header', `${id(1)},${id(2)}\n`],
    ['unknown-columns', 'colour,size\nred,1\n'],
    ['no-account-ids', 'group_name,username,full_name,active\nusers,ada,Ada Example,Yes\n'],
    ['missing-header', 'ada@example.com,ben@example.com,cyd@example.com\n'],
    ['ambiguous-columns', `User id,Atlassian ID,Name\n${id(1)},${id(2)},Ada Example\n`],
    ['ambiguous-columns', `User id,Email,Email address\n${id(1)},a@example.com,b@example.com\n`],
    ['ambiguous-columns', `id,ID\n${id(1)},${id(1)}\n`],
    ['unsupported-delimiter', `sep=:\n${header}\n`],
    ['unreadable', `User id,"User "full" name",email\n${row(1)}\n`],
  ])('%s: %j', async (code, text) => {
    const error = await refused(text);
    expect(error.code).toBe(code);
    expect(error.message).not.toBe('');
    expect(error.hint).not.toBe('');
  });

  it('names the headers it found and those it knows', async () => {
    expect(await refused('colour,size\nred,1\n')).toMatchObject({
      found: ['colour', 'size'],
      known: expect.arrayContaining(['User id', 'Atlassian ID']),
    });
  });

  it.each([
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
    ['a gzip archive', [0x1f, 0x8b, 8]],
    ['a binary file', [1, 0, 0, 0, 7, 0, 0, 0]],
  ])('names %s', async (name, bytes) => {
    expect(await refused(Uint8Array.from(bytes))).toMatchObject({
      code: 'not-csv',
      message: expect.stringContaining(name),
    });
  });

  it('does not guess UTF-16 that does not say so, nor UTF-32', async () => {
    expect((await refused(encoded(file(row(1)), 'utf-16le').subarray(2))).code).toBe('unreadable');
    expect((await refused(encoded(file(row(1)), 'utf-16be').subarray(2))).code).toBe('unreadable');
    expect((await refused(Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]))).code).toBe('unreadable');
  });

  it('names the line of a quote that is never closed', async () => {
    const error = await refused(file(row(1), `${id(2)},"Ben Sample,ben@example.com,Active`, row(3), row(4)));
    expect(error).toMatchObject({ code: 'unterminated-quote', line: 3 });
  });

  it('is too large beyond the limit, and not before', async () => {
    const bytes = new TextEncoder().encode(file(row(1)));
    const most = (maxBytes: number) => readRoster(cut(bytes, [20]), () => undefined, { maxBytes });
    expect(await most(bytes.length)).toMatchObject({ ok: true });
    expect(await most(bytes.length - 1)).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  it('whose upload breaks off is not taken for a shorter file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(file(row(1)));
      throw new Error('socket closed');
    }
    const result = await readRoster(broken(), () => undefined);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'unreadable', message: expect.stringContaining('socket closed') },
    });
  });
});

describe('a file of more than a million records is refused at the first one too many', () => {
  const most = 1_000_000;

  /** A header, one user, and this text as often as it takes to give so many records. */
  async function* repeated(text: string, records: number) {
    const utf8 = new TextEncoder();
    yield utf8.encode(`${header}\n${row(1)}\n`);
    const many = 10_000;
    for (let left = records; left > 0; left -= many) yield utf8.encode(text.repeat(Math.min(left, many)));
  }

  it.each([
    ['line ends', '\n', 1],
    ['quotes and line ends', '"\n"\n', 2],
  ])('%s', async (_, text, lines) => {
    const read = await readRoster(repeated(text, most + 500_000), () => undefined);
    expect(read).toMatchObject({ ok: false, error: { code: 'too-large', line: 3 + lines * (most - 1) } });
  });

  it('and one of exactly a million is read', async () => {
    const read = await readRoster(repeated('\n', most - 1), () => undefined);
    expect(read).toMatchObject({ ok: true, summary: { rows: 1, blankLines: most - 1 } });
  });
});
