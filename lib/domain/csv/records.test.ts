import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTogether } from '#lib/domain/csv/fields';
import { type CsvRecord, RecordSplitter, recordsOf } from '#lib/domain/csv/records';

function split(text: string, places: readonly number[] = [], delimiter = ','): CsvRecord[] {
  const splitter = new RecordSplitter(delimiter);
  const records: CsvRecord[] = [];
  let from = 0;
  for (const to of [...places].sort((a, b) => a - b)) {
    if (to <= from || to > text.length) continue;
    records.push(...splitter.push(text.slice(from, to)).records);
    from = to;
  }
  records.push(...splitter.push(text.slice(from)).records, ...splitter.end());
  return records;
}

describe('cutting text into records', () => {
  it('counts physical lines, whatever ends them', () => {
    const found = split('a\r\n"b\r\nb",2\rc\n\nd');
    expect(found.map(({ text, line, lastLine }) => [text, line, lastLine])).toEqual([
      ['a', 1, 1],
      ['"b\r\nb",2', 2, 3],
      ['c', 4, 4],
      ['', 5, 5],
      ['d', 6, 6],
    ]);
  });

  it('gives plain lines as one text, the same lines however they are cut', () => {
    const texts = fc.array(fc.constantFrom('a', ',', '"', '\n', '\n', '\r'), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(30)), (parts, places) => {
        const text = parts.join('');
        const cuts = [0, ...places.filter((at) => at <= text.length).sort((a, b) => a - b), text.length];
        const splitter = new RecordSplitter(',');
        const records = cuts.flatMap((to, at) => {
          const piece = text.slice(cuts[at - 1] ?? 0, to);
          const lines = splitter.pushLines(piece);
          if (lines) expect(lines.count).toBe(recordsOf(lines).length);
          return lines ? recordsOf(lines) : splitter.push(piece).records;
        });
        expect([...records, ...splitter.end()]).toEqual(split(text));
      }),
    );
  });

  it('takes nothing as plain lines that has a quote, a return or no end', () => {
    for (const text of ['a,"b"\n', 'a\r\n', 'a']) {
      const splitter = new RecordSplitter(',');
      expect(splitter.pushLines(text)).toBeNull();
      expect(splitter.waiting).toBe(0);
    }
    const splitter = new RecordSplitter(',');
    splitter.push('a,"b');
    expect(splitter.pushLines('c\nd\n')).toBeNull();
    expect(splitter.pushLines('c",d\n')).toBeNull();
  });

  it('gives the text of records where it stands so in the file', () => {
    const texts = fc.array(fc.constantFrom('a', ',', '"', '"', '\n', '\r', ' '), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (before, parts) => {
        const splitter = new RecordSplitter(',');
        splitter.push(before.join(''));
        const { records, text } = splitter.push(parts.join(''));
        if (text !== null) expect(text).toBe(records.map((record) => `${record.text}\n`).join(''));
        else expect([...before, ...parts].includes('\r') || records.some(({ reach }) => reach)).toBe(true);
      }),
    );
  });

  it('takes a quote inside an unquoted field as it stands', () => {
    expect(split('a,Ada "x",b\nc').map(({ text }) => text)).toEqual(['a,Ada "x",b', 'c']);
  });

  it('gives the lines in reach of a stray quote one by one', () => {
    const found = split('a,"Ada" x,1\nb,Ben,2\nc,"Chloe",3\nd,Dev,4');
    expect(found.map(({ text }) => text)).toEqual(['a,"Ada" x,1', 'b,Ben,2', 'c,"Chloe",3', 'd,Dev,4']);
    expect(found.map(({ reach }) => reach)).toEqual([
      { from: 1, to: 3 },
      { from: 1, to: 3 },
      { from: 1, to: 3 },
      null,
    ]);
  });

  it('knows the line of a quote that stays open', () => {
    const splitter = new RecordSplitter(',');
    splitter.push('a\n"x\ny","open\nb\nc');
    splitter.end();
    expect(splitter.openQuoteLine).toBe(3);
  });

  it('gives the same records however the text is cut', () => {
    const texts = fc.array(fc.constantFrom('a', '"', '""', ',', ' ', '\n', '\r', '\r\n', '";"'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60)), (parts, places) => {
        const text = parts.join('');
        expect(split(text, places)).toEqual(split(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with PapaParse about every record without a stray quote', () => {
    const texts = fc.array(fc.constantFrom('a', '"', '""', ';', ' ', '\t', '\n', '\r\n', '"b"', ',"c"'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(texts, fc.constantFrom(',', ';', '\t'), (parts, delimiter) => {
        const sound = split(parts.join(''), [], delimiter).filter(({ reach }) => reach === null);
        if (sound.length === 0) return;
        const text = sound.map((record) => record.text).join('\n');
        expect(parseTogether(`${text}\n`, delimiter, sound.length)).toHaveLength(sound.length);
      }),
      { numRuns: 1000 },
    );
  });
});
