/** Prints messages about signing in to the terminal, and opens the browser. */
import type { Links } from '#lib/server/front/front';
import type { Arrival } from '#lib/server/front/session-requests';

/** Time until the link is shown again if nobody arrives, in ms: some browsers cannot read the file. */
const timeoutMs = 5_000;
/** Time until the file is deleted, read or not, in ms. */
const fileLifeMs = 30_000;

/** The parts that the messages need. */
export interface TerminalParts {
  say(line: string): void;
  later(work: () => void, ms: number): void;
  /** Links work until they are replaced. */
  many: boolean;
  /** The terminal can receive Enter. */
  hasKeys: boolean;
  /** Opens a browser. Returns a function that deletes the file with the link; null if no browser should be opened. */
  open: ((links: Links) => () => void) | null;
}

/** Called at each event that the terminal reports. */
export interface LaunchTerminal {
  /** The program is ready for its first browser. */
  ready(links: Links): void;
  letIn(arrival: Arrival): void;
  /** The links were replaced by these. */
  replaced(links: Links): void;
  /** Deletes the file that leads the browser to the link. */
  close(): void;
}

/** Prints to the terminal with `say`. */
export function launchTerminal({ say, later, many, hasKeys, open }: TerminalParts): LaunchTerminal {
  let isAnybodyIn = false;
  let forget = () => {};
  const once = hasKeys
    ? 'Each link works once. Press Enter here for another.'
    : 'Each link works once. LOCKSTEP_LINKS=many keeps it valid where nobody can press Enter.';
  const always =
    'The link stays valid until Lockstep ends (LOCKSTEP_LINKS=many): anybody who sees it can sign in.';
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
        say(`No browser has signed in yet. Open this link: ${links.named}`);
        say(`  In Safari: ${links.plain}`);
      }, timeoutMs);
    },
    letIn({ host, others }) {
      isAnybodyIn = true;
      forget();
      if (others === null || others === 0) return;
      say(
        `Another browser has signed in, at ${host}. If that was not you, choose “Sign out everywhere else” on the page.`,
      );
    },
    replaced(links) {
      say(`Open this link: ${links.named}`);
      rest(links);
    },
    close: () => forget(),
  };
}
