/** Tests the styles for what makes the long lists slow to draw. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/**
 * Classes for `inherit` of a property that is not inherited by itself. An element with one shares no computed style
 * with those of other parents, so that the browser compares it with all that were drawn before.
 */
const inheriting = /\b(?:bg|border|align|rounded|outline|shadow)-inherit\b/;

it('no part of a page inherits what is not inherited by itself', () => {
  const files = readdirSync('components', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => path.join('components', file));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => inheriting.test(readFileSync(file, 'utf8')))).toEqual([]);
});

it('the cells of tables do not inherit their vertical alignment', () => {
  expect(readFileSync('app/globals.css', 'utf8')).toMatch(/tr,\s+td,\s+th \{\s+vertical-align: middle;/);
});

it('the dark theme is for screens, so that a print is light', () => {
  const styles = readFileSync('app/globals.css', 'utf8');
  const [, variant = ''] = /@custom-variant dark-theme \{(.*?)\n\}/s.exec(styles) ?? [];
  expect(variant.match(/^ {2}\S.*/gm)).toEqual([
    '  @media screen and (prefers-color-scheme: dark) {',
    '  }',
    '  @media screen {',
    '  }',
  ]);
});
