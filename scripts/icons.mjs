/** `npm run icons`: writes the icons that the pages import. Run it after a component imports another icon. */
import { begin } from './setup/begin.mjs';

begin({ tools: true }, async () => {
  const { writeFileSync } = await import('node:fs');
  const { say } = await import('./setup/failure.mjs');
  const { inRoot, root } = await import('./setup/place.mjs');
  const { icons, iconsFile } = await import('./supply/icons.mjs');
  const text = icons(root);
  writeFileSync(inRoot(iconsFile), text);
  say(`${iconsFile}: ${text.match(/^export /gm).length} icons.`);
});
