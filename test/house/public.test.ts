/** Tests that each file of public/ is linked, and matches its link. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const signals = readFileSync('components/shell/run-signal.ts', 'utf8');
const manifest = z
  .object({
    name: z.literal('Lockstep'),
    short_name: z.literal('Lockstep'),
    start_url: z.literal('/'),
    scope: z.literal('/'),
    display: z.literal('browser'),
    icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string() })),
  })
  .parse(JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')));

const layout = readFileSync('app/layout.tsx', 'utf8');

/** Width and height of a PNG file, read from its header. */
function sizeOf(name: string): string {
  const bytes = readFileSync(`public/${name}`);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

it('every icon of the manifest exists and has the size that the manifest says', () => {
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(['any', '192x192', '512x512']);
  for (const { src, sizes, type } of manifest.icons) {
    if (type === 'image/svg+xml') expect(readFileSync(`public${src}`, 'utf8')).toContain('<svg');
    else expect([src, type, sizeOf(src.slice(1))]).toEqual([src, 'image/png', sizes]);
  }
  expect(sizeOf('apple-touch-icon.png')).toBe('180x180');
});

it('every file is linked by the pages or by the manifest', () => {
  const linked = [...`${layout}${signals}`.matchAll(/'(\/[\w-]+\.(?:svg|png))'|"(\/[\w-]+\.webmanifest)"/g)];
  const names = [...linked.map(([, icon, link]) => icon ?? link), ...manifest.icons.map(({ src }) => src)];
  expect([...new Set(names)].sort()).toEqual(readdirSync('public').map((name) => `/${name}`));
});

it('the manifest is asked for with the cookie', () => {
  expect(layout).toMatch(/<link rel="manifest" [^>]*crossOrigin="use-credentials"/);
  expect(layout).not.toMatch(/^\s*manifest:/m);
});
