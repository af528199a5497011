/** `npm run notices`: writes THIRD-PARTY-NOTICES. Run it after a package changed. */
import { begin } from './setup/begin.mjs';

begin({}, async () => {
  const { writeFileSync } = await import('node:fs');
  const { say } = await import('./setup/failure.mjs');
  const { inRoot, root } = await import('./setup/place.mjs');
  const { notices } = await import('./supply/notices.mjs');
  const text = notices(root);
  writeFileSync(inRoot('THIRD-PARTY-NOTICES'), text);
  say(`THIRD-PARTY-NOTICES: ${text.split('\n').length} lines.`);
});
