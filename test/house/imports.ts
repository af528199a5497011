/** Finds which file of the product imports which, from the text of the imports. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folders with product code or tests, in the project's folder. */
const roots = ['app', 'bench', 'components', 'e2e', 'lib', 'soak', 'test'];

interface SourceFile {
  /** The path from the project's folder, with `/`. */
  file: string;
  isTest: boolean;
  /** The imported files of the project, without duplicates. */
  imports: readonly string[];
  /** The names that it exports. */
  exports: readonly string[];
  /** The names that it imports, as `file:name`; `file:*` for a whole module. */
  names: readonly string[];
}

const exported = /^export (?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
const named =
  /\b(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?(\{[^}]*\}|\*[\w\s]*)\s*from\s+'([#.][^']+)'/g;
const loaded = /\bimport\(\s*'([#.][^']+)'/g;
const specifier = /\b(?:from|import)\s*\(?\s*'([#.][^']+)'/g;

/** Every TypeScript file of the project, with the project files that it imports. */
export function sourceFiles(): SourceFile[] {
  const files = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(root, name.replaceAll('\\', '/')))
      .filter((file) => /\.tsx?$/.test(file)),
  );
  const known = new Set(files);
  return files.sort().map((file) => {
    const text = readFileSync(file, 'utf8');
    const specifiers = [...text.matchAll(specifier)].map(([, found = '']) => found);
    const imports = specifiers.map((found) => fileOf(found, file, known)).filter((found) => found !== null);
    return {
      file,
      isTest: /\.(?:test|spec)\.tsx?$/.test(file),
      imports: [...new Set(imports)],
      exports: [...text.matchAll(exported)].map(([, name = '']) => name),
      names: [
        ...[...text.matchAll(named)].flatMap(([, list = '', found = '']) =>
          namesIn(list).map((name) => `${fileOf(found, file, known)}:${name}`),
        ),
        ...[...text.matchAll(loaded)].map(([, found = '']) => `${fileOf(found, file, known)}:*`),
      ],
    };
  });
}

/** The names in the braces of an import, as the other file has them; `*` for the whole module. */
function namesIn(list: string): string[] {
  if (list.startsWith('*')) return ['*'];
  return list
    .slice(1, -1)
    .split(',')
    .flatMap((name) => /^(?:type\s+)?(\w+)/.exec(name.trim())?.[1] ?? []);
}

/** The exports of these files that nobody imports, as `file:name`. */
export function unusedExports(files: readonly SourceFile[], importers: readonly SourceFile[]): string[] {
  const used = new Set(importers.flatMap(({ names }) => names));
  return files.flatMap(({ file, exports }) =>
    used.has(`${file}:*`) ? [] : exports.map((name) => `${file}:${name}`).filter((name) => !used.has(name)),
  );
}

function fileOf(found: string, from: string, known: ReadonlySet<string>): string | null {
  const at = found.startsWith('#') ? found.slice(1) : path.posix.join(path.posix.dirname(from), found);
  return [at, `${at}.ts`, `${at}.tsx`].find((file) => known.has(file)) ?? null;
}

/** Circles of imports, each with its files. Type imports count too. */
export function circles(files: readonly Pick<SourceFile, 'file' | 'imports'>[]): string[][] {
  const importsOf = new Map(files.map(({ file, imports }) => [file, imports]));
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];

  function visit(file: string): number {
    const mine = order.size;
    order.set(file, mine);
    lowest.set(file, mine);
    open.push(file);
    for (const next of importsOf.get(file) ?? []) {
      if (!order.has(next)) lowest.set(file, Math.min(lowest.get(file) ?? mine, visit(next)));
      else if (open.includes(next)) {
        lowest.set(file, Math.min(lowest.get(file) ?? mine, order.get(next) ?? mine));
      }
    }
    const low = lowest.get(file) ?? mine;
    if (low === mine) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return low;
  }

  for (const { file } of files) if (!order.has(file)) visit(file);
  return found;
}
