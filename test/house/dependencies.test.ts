/**
 * Tests that every direct dependency is exact and justified, that only listed install scripts exist, and that the
 * notices are up to date.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(name, 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<
    string,
    {
      version?: string;
      license?: string;
      resolved?: string;
      integrity?: string;
      inBundle?: boolean;
      hasInstallScript?: boolean;
      link?: boolean;
    }
  >;
};
const page = read('docs/dependencies.md');
const rowsOf = (text: string) =>
  new Map(
    [...text.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, name = '', cells = '']) => [
      name,
      cells.split('|').map((cell) => cell.trim()),
    ]),
  );
const rows = rowsOf(page);
/** The empty package that replaces sharp. */
const ours = 'file:./scripts/no-sharp';
const direct = ['dependencies', 'optionalDependencies', 'devDependencies']
  .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
  .filter(([, version]) => version !== ours);

const script = (name: string) => import(new URL(`../../scripts/supply/${name}`, import.meta.url).href);
const {
  builders,
  packagesThatRun,
}: { builders: string[]; packagesThatRun(lockfile: typeof lock): string[] } = await script('packages.mjs');
const { notices }: { notices(root: string): string } = await script('notices.mjs');

it('every direct dependency is exact, and has its row', () => {
  expect([...rows.keys()].sort()).toEqual(direct.map(([name]) => name).sort());
  for (const [name, version] of direct) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$/)]);
    const [what, why, licence, released, without] = rows.get(name) ?? [];
    expect([name, what, why, without].every(Boolean)).toBe(true);
    expect([name, released]).toEqual([name, expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)]);
    const locked = lock.packages[`node_modules/${name}`]?.license;
    if (locked) expect([name, licence]).toEqual([name, locked]);
  }
});

it('a start installs what runs and what builds, and the page says which is which', () => {
  const under = (title: string) => {
    const section = page.split('\n## ').find((text) => text.startsWith(`${title}\n`)) ?? '';
    return [...rowsOf(section).keys()].sort();
  };
  const { sharp: _ours, ...dependencies } = manifest.dependencies ?? {};
  const runs = Object.keys(dependencies).filter((name) => !builders.includes(name));
  expect(under('What runs')).toEqual(runs.sort());
  expect(under('What runs on some systems')).toEqual(Object.keys(manifest.optionalDependencies ?? {}).sort());
  expect(under('What builds')).toEqual(builders.toSorted());
  expect(under('What develops and tests')).toEqual(Object.keys(manifest.devDependencies ?? {}).sort());
});

it('a start lacks no package that the product or its build imports', () => {
  const files = ['app', 'components', 'lib']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
    )
    .filter((file) => /\.(?:tsx?|css)$/.test(file) && !/\.(?:test|spec|dev)\.tsx?$/.test(file));
  const configs = ['next.config.js', 'postcss.config.mjs', 'scripts/setup/build.mjs', 'scripts/start.mjs'];
  const bare = /(?:^import |^@import |\} from |\bimport\()['"]((?:@[\w-]+\/)?[\w-]+)(?:\/[^'"]*)?['"]/gm;
  const imported = new Set(
    [...files, ...configs].flatMap((file) => [...read(file).matchAll(bare)].map(([, name = '']) => name)),
  );
  const has = { ...manifest.dependencies, ...manifest.optionalDependencies };
  expect(imported).toContain('tailwindcss');
  expect([...imported].filter((name) => !(name in has))).toEqual([]);
});

it('every package of the lockfile has its hash and comes from the registry; install scripts are listed', () => {
  const scripted: string[] = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    const { resolved, integrity, inBundle, hasInstallScript } = entry;
    // A bundled package is covered by the hash of the package that contains it.
    if (place === '' || inBundle || place === 'node_modules/sharp' || place === 'scripts/no-sharp') continue;
    // Without an address, it comes from npm's configured registry.
    if (resolved !== undefined) expect(resolved).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    expect([place, integrity]).toEqual([place, expect.stringMatching(/^sha512-/)]);
    if (hasInstallScript) scripted.push(place.replace(/^.*node_modules\//, ''));
  }
  const listed = [...page.matchAll(/^- `([^`]+)`:/gm)].map(([, name]) => name);
  expect(scripted.sort()).toEqual(listed.sort());
});

it('sharp is an empty package of ours, and no package that runs states a copyleft licence', () => {
  expect(manifest.dependencies?.sharp).toBe(ours);
  expect(manifest.overrides?.sharp).toBe('$sharp');
  expect(lock.packages['node_modules/sharp']).toEqual({ resolved: 'scripts/no-sharp', link: true });
  const licences = packagesThatRun(lock).map((place) => `${place}: ${lock.packages[place]?.license}`);
  expect(licences.length).toBeGreaterThan(80);
  expect(licences.filter((licence) => /GPL|MPL|EPL|CDDL|undefined/.test(licence))).toEqual([]);
});

it('nothing of Newman runs: it is a tool of the tests', () => {
  const places = packagesThatRun(lock);
  expect(manifest.devDependencies?.newman).toBeDefined();
  expect(lock.packages['node_modules/newman']).toMatchObject({ dev: true });
  const ofNewman = /(?:^|\/)(?:newman|postman-[\w-]+|lodash|handlebars|uuid)$/;
  expect(places.filter((place) => ofNewman.test(place))).toEqual([]);
});

it('THIRD-PARTY-NOTICES is what npm run notices writes', () => {
  expect(notices(path.resolve('.')) === read('THIRD-PARTY-NOTICES'), 'run npm run notices').toBe(true);
});
