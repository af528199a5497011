import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ListedProtection,
  protectionsCsv,
  protectionsJson,
} from '#lib/domain/protection/protection-file';
import { readProtections } from '#lib/domain/protection/read-protections';
import { atOnce } from '#lib/domain/text/pieces';

const readAll = (file: string) => atOnce(readProtections(new TextEncoder().encode(file)));
const whole = (pieces: Iterable<string>) => [...pieces].join('');

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '=', '+', '-', '@', "'", '"', ',', ';', '\n', '＝', ' '),
});
const item: fc.Arbitrary<ListedProtection> = fc.record({
  kind: fc.constantFrom('account' as const, 'name' as const, 'group' as const),
  value: fc.constantFrom('712020:aaaaaaaa-0000-4000-8000-000000000000', 'svc-1'),
  name: text,
  email: text,
  reason: text,
});

describe('the list of protections as a file', () => {
  it('reads back the same, as CSV and as JSON', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
        expect(readAll(whole(protectionsCsv(items)))).toEqual({ ok: true, items });
        expect(readAll(whole(protectionsJson(items)))).toEqual({ ok: true, items });
      }),
    );
  });

  it('begins no cell as a formula', () => {
    const cell = { kind: 'name' as const, value: '=1+1*', name: '＝x', email: '@x', reason: '-1' };
    expect(whole(protectionsCsv([cell]))).toContain("name,'=1+1*,'＝x,'@x,'-1");
  });

  it('is written in pieces, and has at most 1,000 rules', () => {
    const rules = (count: number) =>
      Array.from(
        { length: count },
        (_, at) => ({ kind: 'name', value: `svc-${at}`, name: '', email: '', reason: '' }) as const,
      );
    const account = {
      ...rules(1)[0],
      kind: 'account',
      value: '712020:aaaaaaaa-0000-4000-8000-000000000000',
    } as const;
    for (const write of [protectionsCsv, protectionsJson]) {
      const items = [...rules(1_000), { name: '', email: '', reason: '', ...account }];
      expect([...write(items)].length).toBeGreaterThan(5);
      expect(readAll(whole(write(items)))).toEqual({ ok: true, items });
      const read = readAll(whole(write([...rules(1_001), ...items.slice(1_000)])));
      expect(read.ok ? '' : read.problems.join()).toMatch(/^It has 1,001 rules. One file has at most 1,000/);
    }
  });

  it('is refused whole, with every wrong line named', () => {
    const read = readAll('kind;value\naccount;712020:ok-1\naccount;not an id\nplanet;x\nname;*\n');
    expect(read).toMatchObject({ ok: false });
    if (read.ok) return;
    expect(read.problems).toHaveLength(3);
    expect(read.problems.join('\n')).toMatch(
      /Row 3: “not an id”.*\nRow 4: kind must be one of.*\nRow 5: .*everybody/,
    );
  });

  it.each([
    ['', /“kind” and “value” are needed/],
    ['who,why\na,b', /found: “who”, “why”/],
    ['{"protections": [', /not JSON/],
    ['{"people": []}', /no list/],
    ['[]', /no accounts and no rules/],
    ['[{"kind":"account"}]', /Entry 1: value/],
  ])('says what is wrong with %j', (file, words) => {
    const read = readAll(file);
    expect(read.ok ? '' : read.problems.join()).toMatch(words);
  });
});
