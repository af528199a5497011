/**
 * Tests the order of the folders within the areas that lint keeps apart: a folder imports only those before it, imports
 * form no circle, and no folder has more files than a reader can take in.
 */
import path from 'node:path';
import { expect, it } from 'vitest';
import { circles, sourceFiles, unusedExports } from '#test/house/imports';

/** Folders in the order of the flow. Each may be imported by those after it; `.` is the area itself. */
const orders: Record<string, readonly string[]> = {
  'lib/domain': [
    'text',
    'account',
    'connection',
    'csv',
    'workbook/package',
    'workbook',
    'roster/header',
    'roster/cells',
    'roster',
    'roster/users',
    'outcome',
    'directory',
    'protection',
    'preflight',
    'plan/alarms',
    'plan',
    'audit',
    'run',
    'run/judge',
    'run/next',
    'run/view',
    'reconcile',
    'pace',
    'report',
    'report/page',
    'evidence',
    'postman',
    'rehearsal',
    'help/topics',
    'help',
    '.',
  ],
  'lib/engine': [
    'limiter',
    'connection',
    'history',
    'directory',
    'directory/blocks',
    'directory/statuses',
    'protection',
    'roster',
    'roster/users',
    'preflight',
    'plan',
    'run/runner',
    'run/verification',
    'run/audit',
    'run',
    'run/import',
    'reconcile',
    '.',
  ],
  'lib/adapters/atlassian': ['http', 'answers', 'call', '.'],
};

/** The parts of the engine that every folder may import. */
const isGround = (file: string) =>
  /^lib\/engine\/(?:(?:errors|ports|atlassian-shapes|one-state|turns|text-pieces)|storage\/[^/]+)\.ts$/.test(
    file,
  );

/** The shared parts of the screens, in order. */
const sharedFolders = ['ui', 'shared', 'plan'];

const files = sourceFiles();
const product = files.filter(({ file, isTest }) => !isTest && /^(?:app|components|lib)\//.test(file));

it('finds the files and what they import', () => {
  expect(product.length).toBeGreaterThan(500);
  const arrows = product.reduce((sum, { imports }) => sum + imports.length, 0);
  expect(arrows).toBeGreaterThan(2_000);
  expect(circles([a('x', 'y'), a('y', 'z'), a('z', 'y')])).toEqual([['y', 'z']]);
});

function a(file: string, ...imports: string[]) {
  return { file, isTest: false, imports };
}

it('has no circle of imports', () => {
  expect(circles(files)).toEqual([]);
});

it.each(Object.entries(orders))('%s: each folder imports only itself and those before it', (area, order) => {
  const rankOf = (file: string) => order.indexOf(path.posix.relative(area, path.posix.dirname(file)) || '.');
  const inArea = (file: string) => file.startsWith(`${area}/`) && !isGround(file);
  const placed = product.filter(({ file }) => inArea(file));
  expect(placed.filter(({ file }) => rankOf(file) < 0).map(({ file }) => file)).toEqual([]);
  const wrong = placed.flatMap(({ file, imports }) =>
    imports.filter((found) => inArea(found) && rankOf(found) > rankOf(file)).map((found) => [file, found]),
  );
  expect(wrong).toEqual([]);
});

it('the ground of the engine imports nothing of what stands on it', () => {
  const wrong = product
    .filter(({ file }) => isGround(file))
    .flatMap(({ imports }) => imports.filter((found) => found.startsWith('lib/engine/') && !isGround(found)));
  expect(wrong).toEqual([]);
});

it('a screen imports no other screen, except the gallery, which shows their parts', () => {
  const screenOf = (file: string) => file.split('/')[1] ?? '';
  const rankOf = (file: string) => sharedFolders.indexOf(screenOf(file));
  const wrong = product
    .filter(({ file }) => file.startsWith('components/') && screenOf(file) !== 'gallery')
    .flatMap(({ file, imports }) =>
      imports
        .filter((found) => found.startsWith('components/') && screenOf(found) !== screenOf(file))
        .filter((found) => rankOf(found) < 0 || (rankOf(file) >= 0 && rankOf(found) > rankOf(file)))
        .map((found) => [file, found]),
    );
  expect(wrong).toEqual([]);
});

it('the product imports nothing of test', () => {
  const wrong = product.flatMap(({ file, imports }) =>
    imports.filter((found) => found.startsWith('test/')).map((found) => [file, found]),
  );
  expect(wrong).toEqual([]);
});

it('no folder shows more than 20 files of the product', () => {
  const counts = new Map<string, number>();
  for (const { file } of product) {
    const folder = path.posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
});

it('the product exports nothing that no file imports', () => {
  // Next.js calls the exports of `app`, and scripts call the `main` of the bundles that are built for them.
  const mains = ['check-journal', 'main', 'verify-pack'].map((name) => `lib/server/${name}.ts:main`);
  const inspected = product.filter(({ file }) => !file.startsWith('app/'));
  expect(unusedExports(inspected, files).filter((name) => !mains.includes(name))).toEqual([]);
});
