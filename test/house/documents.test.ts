/** Tests that the documents name files, headings and commands that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The folders with documents. Decisions and the changelog tell of their own time, so paths in them may be outdated. */
const folders = ['.', '.github', 'bench', 'docs', 'e2e', 'soak', 'test'];
const ofTheirTime = /^docs\/decisions\/|^CHANGELOG\.md$/;

const documents = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  )
  .filter((file) => file.endsWith('.md') && !ofTheirTime.test(file));

/** The texts in backticks of a document, but for those of its code blocks. */
function spansOf(text: string): string[] {
  const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}

/** The fragments that lead to the headings of a document, as GitHub forms them. */
function fragmentsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/**
 * Whether a text is a path from the project's folder, with a folder before the name. The output of a build does not
 * count.
 */
const isPath = (span: string) =>
  /^(?:\.github|\.vscode|app|bench|components|docs|e2e|lib|public|scripts|soak|test)\/[\w./[\]-]+$/.test(
    span,
  );

it('finds the documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/testing.md', 'bench/README.md']));
});

describe.each(documents)('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('links to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const missing = links.filter(([, to = '', fragment]) => {
      const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
      if (!existsSync(target)) return true;
      return fragment !== undefined && target.endsWith('.md') && !fragmentsOf(target).includes(fragment);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('names files, folders and commands that exist', () => {
    const spans = spansOf(text);
    expect(spans.filter(isPath).filter((place) => !existsSync(place))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const commands = spans.flatMap((span) => /npm run ([\w:-]+)/.exec(span)?.[1] ?? []);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
