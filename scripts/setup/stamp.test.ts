import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface StampModule {
  contentHash(root: string, names: string[], leaveOut?: (name: string) => boolean): string;
}

const { contentHash }: StampModule = await import(new URL('./stamp.mjs', import.meta.url).href);

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-'));
  mkdirSync(join(place, 'lib', 'deep'), { recursive: true });
  writeFileSync(join(place, 'lib', 'a.ts'), 'a');
  writeFileSync(join(place, 'lib', 'deep', 'b.ts'), 'b');
  writeFileSync(join(place, 'package.json'), '{}');
});
afterEach(() => rmSync(place, { recursive: true }));

const names = ['lib', 'package.json', 'not-there'];
const hash = () => contentHash(place, names, (name) => name.endsWith('.test.ts'));

describe('the hash of the sources', () => {
  it('is the same for the same contents, whenever they were written', () => {
    const before = hash();
    utimesSync(join(place, 'lib', 'a.ts'), 1, 1);
    expect(hash()).toBe(before);
  });

  it.each([
    ['a content changes', () => writeFileSync(join(place, 'lib', 'deep', 'b.ts'), 'B')],
    ['a file comes', () => writeFileSync(join(place, 'lib', 'c.ts'), '')],
    ['a file goes', () => rmSync(join(place, 'lib', 'a.ts'))],
    ['a file is renamed', () => renameSync(join(place, 'lib', 'a.ts'), join(place, 'lib', 'z.ts'))],
    [
      'a file moves into a folder',
      () => renameSync(join(place, 'lib', 'a.ts'), join(place, 'lib', 'deep', 'a.ts')),
    ],
    [
      'a part moves to the file after it',
      () => {
        writeFileSync(join(place, 'lib', 'a.ts'), '');
        writeFileSync(join(place, 'lib', 'deep', 'b.ts'), 'ab');
      },
    ],
    ['what was missing comes', () => writeFileSync(join(place, 'not-there'), '')],
  ])('is another one when %s', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('takes no notice of what is left out', () => {
    const before = hash();
    writeFileSync(join(place, 'lib', 'a.test.ts'), 'x');
    writeFileSync(join(place, 'elsewhere.ts'), 'x');
    expect(hash()).toBe(before);
  });
});
