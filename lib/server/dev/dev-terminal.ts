/** The terminal output of development mode. */
import type { Links } from '#lib/server/front/front';
import type { LaunchTerminal } from '#lib/server/launch/launch-terminal';

/** Prints the links, which stay the same over restarts. It opens no browser. */
export function devTerminal(say: (line: string) => void): LaunchTerminal {
  const print = ({ named, plain }: Links) => {
    say(`Lockstep in development: ${named}`);
    say(`  For Safari and scripts: ${plain}`);
    say('  The link stays the same. Pages follow the sources at once; the server restarts by itself.');
  };
  return { ready: print, replaced: print, letIn: () => undefined, close: () => undefined };
}
