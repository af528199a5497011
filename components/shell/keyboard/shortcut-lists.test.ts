import { expect, it } from 'vitest';
import { shortcutLists } from '#components/shell/keyboard/shortcut-lists.ts';

const keysOf = (path: string, inPages: boolean) =>
  shortcutLists(path, inPages).flatMap(({ keys }) => keys.map(([, key]) => key));

it('lists the keys of the page that is open, and no key that does nothing there', () => {
  expect(keysOf('/settings', false)).toEqual(['Ctrl K', '?', 'Esc']);
  expect(keysOf('/runs', false)).toEqual(['Ctrl K', '?', 'Esc']);
  expect(keysOf('/review/abc', false)).toEqual(expect.arrayContaining(['/', 'Arrow keys', 'Ctrl Z']));
  expect(keysOf('/runs/abc', false)).toEqual(['Ctrl K', '?', 'Esc', 'Arrow keys', 'Enter']);
});

it('has no arrow keys where the list is a table in pages', () => {
  expect(keysOf('/review/abc', true)).not.toContain('Arrow keys');
  expect(keysOf('/review/abc', true)).toContain('Space');
  expect(keysOf('/runs/abc', true)).toEqual(['Ctrl K', '?', 'Esc', 'Enter']);
});
