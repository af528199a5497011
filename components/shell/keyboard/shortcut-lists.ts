/** The shortcuts of each page. Pure. */

interface ShortcutList {
  title: string;
  /** Each shortcut: its meaning and its keys. */
  keys: readonly (readonly [meaning: string, key: string])[];
}

const everywhere: ShortcutList = {
  title: 'Everywhere',
  keys: [
    ['Find or do anything', 'Ctrl K'],
    ['This list', '?'],
    ['Close, or leave a field', 'Esc'],
  ],
};

/** Arrow keys move in the virtual list, which is one tab stop. In a table with pages, every control is a tab stop. */
const moving = ['Move in the list', 'Arrow keys'] as const;

/** The keys of the page at `path`. `inPages`: lists are tables of 100 rows a page, as chosen in Settings. */
export function shortcutLists(path: string, inPages: boolean): ShortcutList[] {
  const moves = inPages ? [] : [moving];
  if (path.startsWith('/review/')) {
    const keys = [
      ['Search the list', '/'],
      ...moves,
      ['Select or unselect', 'Space'],
      ['Select or unselect a range', 'Shift Space'],
      ['Undo the last change of the selection', 'Ctrl Z'],
      ['Back to the filters before', 'Alt ←'],
    ] as const;
    return [everywhere, { title: 'Review', keys }];
  }
  if (/^\/runs\/[^/]+$/.test(path)) {
    return [everywhere, { title: 'Run', keys: [...moves, ['Open or close the details of a user', 'Enter']] }];
  }
  return [everywhere];
}
