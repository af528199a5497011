/** `npm run build`: builds, unless the build is already up to date. */
import { begin } from './setup/begin.mjs';

begin({ build: true }, async () => {});
