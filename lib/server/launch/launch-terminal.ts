/** What the terminal says about getting in, and the browser that is opened. */
import type { Links } from '#lib/server/front/front';
import type { Arrival } from '#lib/server/front/session-requests';

/** After so long without anybody the link is shown again, in ms: some browsers may not read the file. */
const patienceMs = 5_000;
/** After so long the file is deleted, whether it was read or not, in ms. */
const fileLifeMs = 30_000;

export interface TerminalParts {
  say(line: string): void;
  later(work: () => void, ms: number): void;
  /** Links are good until they are replaced. */
  many: boolean;
  /** Enter can be pressed. */
  hasKeys: boolean;
  /** Opens a browser and returns how to delete the file that led there; null where none is to be opened. */
  open: ((links: Links) => () => void) | null;
}

export interface LaunchTerminal {
  /** The program is ready for the first browser. */
  ready(links: Links): void;
  letIn(arrival: Arrival): void;
  /** These links are in the place of those printed before. */
  replaced(links: Links): void;
  /** Leaves nothing behind. */
  close(): void;
}

export function launchTerminal({ say, later, many, hasKeys, open }: TerminalParts): LaunchTerminal {
  let isAnybodyIn = false;
  let forget = () => {};
  const once = hasKeys
    ? 'Each link works once. Press Enter here for another.'
    : 'Each link works once. LOCKSTEP_LINKS=many keeps it valid where nobody can press Enter.';
  const always =
    'The link stays valid until Lockstep ends (LOCKSTEP_LINKS=many): whoever sees it can come in.';
  const rest = ({ plain }: Links) => {
    say(`  For Safari and scripts: ${plain}`);
    say(`  ${many ? always : once}`);
  };
  return {
    ready(links) {
      say(`Lockstep is ready: ${links.named}`);
      rest(links);
      if (!open) return;
      forget = open(links);
      later(() => forget(), fileLifeMs);
      later(() => {
        if (isAnybodyIn) return;
        say(`No browser has come in yet. Open this link: ${links.named}`);
        say(`  In Safari: ${links.plain}`);
      }, patienceMs);
    },
    letIn({ host, others }) {
      isAnybodyIn = true;
      forget();
      if (others === null || others === 0) return;
      say(
        `Another browser has come in, at ${host}. If that was not you, choose “Sign out everywhere else” on the page.`,
      );
    },
    replaced(links) {
      say(`Open this link: ${links.named}`);
      rest(links);
    },
    close: () => forget(),
  };
}
