/** Finds which file of the product imports which, from the text of the imports. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folders with product code or tests, in the project's folder. */
const roots = ['app', 'bench', 'components', 'e2e', 'lib', 'soak', 'test'];

export interface SourceFile {
  /** The path from the project's folder, with `/`. */
  file: string;
  isTest: boolean;
  /** The imported files of the project, without duplicates. */
  imports: readonly string[];
}

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
    const specifiers = [...readFileSync(file, 'utf8').matchAll(specifier)].map(([, found = '']) => found);
    const imports = specifiers.map((found) => fileOf(found, file, known)).filter((found) => found !== null);
    return { file, isTest: /\.(?:test|spec)\.tsx?$/.test(file), imports: [...new Set(imports)] };
  });
}

function fileOf(found: string, from: string, known: ReadonlySet<string>): string | null {
  const at = found.startsWith('#') ? found.slice(1) : path.posix.join(path.posix.dirname(from), found);
  return [at, `${at}.ts`, `${at}.tsx`].find((file) => known.has(file)) ?? null;
}

/** Circles of imports, each with its files. Type imports count too. */
export function circles(files: readonly SourceFile[]): string[][] {
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
