/** Tests that the mutation run names what exists: its files, and the mutants whose survival is explained. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const root = path.resolve('.');

/** An explained survivor, whose name begins with its file. */
interface Explained {
  mutant: string;
  why: string;
}

const explained: Explained[] = JSON.parse(readFileSync('test/mutate/explained.json', 'utf8'));

it('mutates files that exist', () => {
  const named = [...readFileSync('test/mutate/mutate.mjs', 'utf8').matchAll(/^ {2}'(lib\/[^']+\.ts)',$/gm)];
  const files = named.map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

it('explains mutants that exist, each with a reason', async () => {
  const { href } = pathToFileURL(path.resolve('test/mutate/mutants.mjs'));
  const { mutantsOf }: { mutantsOf(root: string, file: string): { key: string }[] } = await import(href);
  const files = new Set(explained.map(({ mutant }) => mutant.split(' · ')[0] ?? ''));
  const keys = new Set([...files].flatMap((file) => mutantsOf(root, file)).map(({ key }) => key));
  expect(explained.map(({ mutant }) => mutant).filter((key) => !keys.has(key))).toEqual([]);
  expect(explained.filter(({ why }) => why.trim() === '')).toEqual([]);
});
