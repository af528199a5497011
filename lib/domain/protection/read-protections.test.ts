import { describe, expect, it } from 'vitest';
import { readProtections } from '#lib/domain/protection/read-protections';
import { atOnce } from '#lib/domain/text/pieces';

const one = '5b10ac8d82e05b22cc7d4ef5';
const two = '5b10ac8d82e05b22cc7d4ef6';

type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'latin1';

function encoded(text: string, encoding: Encoding): Uint8Array {
  if (encoding !== 'utf16be') return new Uint8Array(Buffer.from(text, encoding));
  return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
}

const read = (text: string, encoding: Encoding = 'utf8') => atOnce(readProtections(encoded(text, encoding)));

function problemOf(text: string, encoding: Encoding = 'utf8'): string {
  const result = read(text, encoding);
  return result.ok ? `accepted: ${JSON.stringify(result.items)}` : result.problems.join('\n');
}

const csv = `kind,value,reason\nname,Müller*,Räte\naccount,${one},Vorstand\n`;
const json = JSON.stringify([
  { kind: 'name', value: 'Müller*', reason: 'Räte' },
  { kind: 'account', value: one, reason: 'Vorstand' },
]);
const both = [
  { kind: 'name', value: 'Müller*', name: '', email: '', reason: 'Räte' },
  { kind: 'account', value: one, name: '', email: '', reason: 'Vorstand' },
];

describe('the encoding of a file of protections', () => {
  it.each<[string, string, Encoding]>([
    ['UTF-8', csv, 'utf8'],
    ['UTF-8 with a byte order mark', `\ufeff${csv}`, 'utf8'],
    ['UTF-16 of Excel', `\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le'],
    ['big-endian UTF-16', `\ufeff${csv}`, 'utf16be'],
    ['lines that end with CR only', csv.replaceAll('\n', '\r'), 'utf8'],
    ['semicolons that the first line names', `sep=;\n${csv.replaceAll(',', ';')}`, 'utf8'],
    ['JSON', json, 'utf8'],
    ['JSON in UTF-16', `\ufeff${json}`, 'utf16le'],
    ['JSON in big-endian UTF-16', `\ufeff${json}`, 'utf16be'],
  ])('reads %s', (_, text, encoding) => {
    expect(read(text, encoding)).toEqual({ ok: true, items: both });
  });

  it.each<[string, string, Encoding, RegExp]>([
    ['UTF-16 without a mark', csv, 'utf16le', /UTF-16 without a byte order mark.*CSV UTF-8/],
    ['a pattern that is not UTF-8', csv, 'latin1', /^Row 2: the file is not UTF-8.*“Müller\*”.*CSV UTF-8/],
    [
      'JSON that is not UTF-8',
      json,
      'latin1',
      /^Entry 1: “M\ufffdller\*” has letters that a program has lost/,
    ],
    ['letters that were lost before', csv.replace('ü', '\ufffd'), 'utf8', /^Row 2: .*lost/],
    ['letters that were encoded twice', csv.replace('ü', 'Ã¼'), 'utf8', /^Row 2: .*lost/],
    ['a workbook', 'PK\x03\x04', 'latin1', /^This is a workbook or a ZIP archive/],
    ['a PDF document', '%PDF-1.7', 'utf8', /^This is a PDF document, neither CSV nor JSON/],
    ['NUL bytes in a pattern', csv.replace('ller', '\0ller'), 'utf8', /^Row 2: Control characters/],
  ])('refuses %s and says why', (_, text, encoding, words) => {
    expect(problemOf(text, encoding)).toMatch(words);
  });

  it('reads names and reasons of accounts that are not UTF-8: the account is certain', () => {
    const file = `kind;value;name;reason\naccount;${one};Zoë Müller;Räte\n`;
    expect(read(file, 'latin1')).toEqual({
      ok: true,
      items: [{ kind: 'account', value: one, name: 'Zoë Müller', email: '', reason: 'Räte' }],
    });
  });
});

describe('a file of protections with cells out of place', () => {
  it.each([
    [
      'a quote that is never closed',
      `kind,value,reason\naccount,${one},"board\naccount,${two},ceo\n`,
      /line 2 .*never closed/,
    ],
    [
      'a quote that a later line closes',
      `kind,value,reason\naccount,${one},"board\naccount,${two},ceo"\n`,
      /^Row 2: a quotation mark is out of place/,
    ],
    [
      'a quote in the middle of a quoted cell',
      `kind,value,reason\nname,"Sm"ith",x\naccount,${two},ceo\n`,
      /^Row 2: a quotation mark is out of place/,
    ],
    [
      'a delimiter without quotation marks',
      'kind,value,reason\nname,Smith, John,ceo\n',
      /^Row 2: it has more cells than the header/,
    ],
    ['a column that is there twice', 'kind,value,value\nname,a,b\n', /“value” is there twice/],
    ['a second file below', `\ufeff${csv}\ufeff${csv}`, /^Row 4: kind must be one of/],
    ['a bad row below blank ones', 'kind,value\n\n,\nname,*\n', /^Row 4: .*everybody/],
  ])('is refused for %s', (_, text, words) => {
    expect(problemOf(text)).toMatch(words);
  });

  it('may have line breaks in quoted cells, and empty cells at the end of a row', () => {
    const file = `kind,value,reason\nname,Smith,"First line\naccount of a friend"\naccount,${one},x,,\n`;
    expect(read(file)).toMatchObject({ ok: true, items: [{ value: 'Smith' }, { value: one }] });
  });
});
