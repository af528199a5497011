/** The text of components/ui/icons/lucide.tsx: the icons that the pages import from it, as Lucide draws them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as lucide from 'lucide-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** The file with the icons, from the project's folder. */
export const iconsFile = 'components/ui/icons/lucide.tsx';

const drawn = new Map(Object.entries(lucide));
const importOfIcons = /import \{([^}]+)\} from '#components\/ui\/icons\/lucide\.tsx'/g;

/** The whole text. `root` is the project's folder. A name that Lucide does not have is an error. */
export function icons(root) {
  const licence = readFileSync(join(root, 'node_modules', 'lucide-react', 'LICENSE'), 'utf8');
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'lucide-react', 'package.json'), 'utf8'),
  );
  const [copyright] = /^Copyright .*$/m.exec(licence);
  return `/**
 * The icons of the pages, one a line. "npm run icons" makes this file: it takes each icon that a component imports from
 * here out of lucide-react ${version}. To add an icon, import it, then run that.
 *
 * ${copyright}. Licence: ISC, some icons MIT; the texts are in
 * THIRD-PARTY-NOTICES.
 */
import { Icon, type IconProps } from '#components/ui/icons/icon.tsx';

${importedNames(root).map(lineOf).join('')}`;
}

function importedNames(root) {
  const components = readdirSync(join(root, 'components'), { recursive: true })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(join(root, 'components', name), 'utf8'));
  const names = components.flatMap((text) =>
    [...text.matchAll(importOfIcons)].flatMap(([, list]) => list.match(/\w+/g)),
  );
  return [...new Set(names)].sort();
}

function lineOf(name) {
  const component = drawn.get(name);
  if (!component) throw new Error(`Lucide has no icon ${name}.`);
  const picture = renderToStaticMarkup(createElement(component));
  const shapes = [...picture.matchAll(/<(?!svg)\w+[^>]*/g)].map(([shape]) => `${shape} />`);
  return `export const ${name} = (props: IconProps) => <Icon {...props}>${shapes.join('')}</Icon>;\n`;
}
