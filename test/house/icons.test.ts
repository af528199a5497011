/** Tests that the file with the icons has what the pages import, drawn as Lucide draws it, and nothing else. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as lucide from 'lucide-react';
import { type ComponentType, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { IconProps } from '#components/ui/icons/icon.tsx';
import * as ours from '#components/ui/icons/lucide.tsx';

const { icons, iconsFile }: { icons(root: string): string; iconsFile: string } = await import(
  new URL('../../scripts/supply/icons.mjs', import.meta.url).href
);

it('the icons are what npm run icons writes', () => {
  expect(icons(path.resolve('.')) === readFileSync(iconsFile, 'utf8'), 'run npm run icons').toBe(true);
});

it.each<IconProps>([{}, { size: 13, strokeWidth: 2.5, className: 'text-green' }])(
  'an icon with %o is drawn as Lucide draws it',
  (props) => {
    const theirs = new Map(Object.entries(lucide));
    for (const [name, icon] of Object.entries(ours)) {
      const original = drawn(theirs.get(name) as ComponentType<IconProps>, props);
      // Lucide adds classes of its own, which no style names.
      const expected = original.replace(/ class="lucide [^"]*?( text-green)?"/, (_, given) =>
        given ? ' class="text-green"' : '',
      );
      expect([name, drawn(icon, props)]).toEqual([name, expected]);
    }
  },
);

function drawn(icon: ComponentType<IconProps>, props: IconProps): string {
  return renderToStaticMarkup(createElement(icon, props));
}
