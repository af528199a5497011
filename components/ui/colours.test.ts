/** The colours of every theme: texts can be read, and edges can be seen. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('app/globals.css', 'utf8');

/** The colours that a part of the file sets, from the text `from` on, to the end of its block. */
function coloursAfter(from: string): Record<string, string> {
  const start = css.indexOf(from);
  expect(start, from).toBeGreaterThan(0);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

const light = coloursAfter(':root {\n  color-scheme');
const dark = { ...light, ...coloursAfter(':root {\n  @variant dark-theme {') };
const contrast = { ...light, ...coloursAfter(':root {\n  @variant high-contrast {\n    --') };
const contrastDark = {
  ...dark,
  ...coloursAfter(':root {\n  @variant high-contrast {\n    @variant dark-theme {'),
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours as WCAG 2.2 defines it, 1 to 21. */
function ratio(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const tones = ['accent', 'red', 'amber', 'green', 'violet'];
const texts: (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) =>
    ['ground', 'panel', 'sunken'].map((ground) => [ink, ground] as const),
  ),
  ...tones.flatMap((tone) => [
    [tone, 'ground'] as const,
    [tone, 'panel'] as const,
    [tone, `${tone}-soft`] as const,
  ]),
  ...tones.map((tone) => ['ink-2', `${tone}-soft`] as const),
  ['on-ink', 'ink'],
  ['on-ink', 'ink-hover'],
  ['on-accent', 'accent'],
  ['on-red', 'red'],
  ['on-red', 'red-hover'],
];

describe.each([
  ['light', light, 4.5],
  ['dark', dark, 4.5],
  ['high contrast, light', contrast, 7],
  ['high contrast, dark', contrastDark, 7],
] as const)('the theme %s', (_name, colours, least) => {
  it(`has texts at ${least}:1`, () => {
    const weak = texts
      .map(([text, ground]) => [text, ground, ratio(colours[text] ?? '', colours[ground] ?? '')] as const)
      .filter(([, , found]) => !(found >= least));
    expect(weak).toEqual([]);
  });

  it('has edges of controls at 3:1', () => {
    expect(ratio(colours.control ?? '', colours.panel ?? '')).toBeGreaterThanOrEqual(3);
  });
});
