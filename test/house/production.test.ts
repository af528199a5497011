/** Tests that nothing turns the production build into development mode: the build contains none of its code. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { sourceFiles } from '#test/house/imports';

const script = (name: string) => import(pathToFileURL(path.resolve('scripts/setup', name)).href);

it('no file outside the folder of development mode imports it', () => {
  const isDev = (file: string) => file.startsWith('lib/server/dev/');
  const product = sourceFiles().filter(({ file, isTest }) => !isTest && !file.startsWith('test/'));
  expect(product.filter(({ file }) => isDev(file)).length).toBeGreaterThan(5);
  const wrong = product.filter(({ file, imports }) => !isDev(file) && imports.some(isDev));
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

it('the bundles of the production build have no file and no word of it', async () => {
  const { bundleOptions, productionEntries } = await script('build.mjs');
  const { metafile, outputFiles = [] } = await build({
    ...bundleOptions,
    entryPoints: productionEntries,
    outdir: 'dist',
    sourcemap: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile?.inputs ?? {});
  expect(inputs).toContain('lib/server/main.ts');
  expect(inputs.filter((file) => file.includes('/dev/'))).toEqual([]);
  const text = outputFiles.map((file) => file.text).join('\n');
  expect(text.match(/\bdev: ?\w+/g)).toEqual(['dev: false']);
  for (const word of ['unsafe-eval', '_next/hmr', 'link.json']) expect(text).not.toContain(word);
  expect(text).not.toMatch(/NODE_ENV/);
});

it('npm start loads that bundle only, as production whatever the environment says', () => {
  const text = readFileSync('scripts/start.mjs', 'utf8');
  expect([...text.matchAll(/import\('([^']+)'\)/g)].map(([, file]) => file)).toEqual([
    './setup/build.mjs',
    '../dist/server.mjs',
  ]);
  expect(text).toContain('Object.assign(process.env, nextEnvironment)');
});

it('npm start runs Next.js as production', async () => {
  const { nextEnvironment } = await script('build.mjs');
  expect(nextEnvironment.NODE_ENV).toBe('production');
});

it('the production build has no page of development, such as the gallery', async () => {
  const { default: configOf } = await import(pathToFileURL(path.resolve('next.config.js')).href);
  const { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } = await import(
    'next/constants.js'
  );
  const isPage = (phase: string, file: string) =>
    configOf(phase).pageExtensions.some((extension: string) => file === `page.${extension}`);
  const [page] = readdirSync('app/gallery').filter((file) => file.startsWith('page.'));
  if (!page) throw new Error('There is no gallery.');
  expect(isPage(PHASE_DEVELOPMENT_SERVER, page)).toBe(true);
  for (const phase of [PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER]) {
    expect(isPage(phase, page)).toBe(false);
    expect(isPage(phase, 'page.tsx')).toBe(true);
  }
});
