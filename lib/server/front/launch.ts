/** The code in the launch link. Only somebody who can read the terminal has it. */
import { randomBytes } from 'node:crypto';
import type { Refusal } from '#lib/server/front/refusal';
import { sameSecret } from '#lib/server/front/same-secret';

/** The number of wrong codes that are answered per minute, from all senders together. */
const guessesAMinute = 10;
const minuteMs = 60_000;

/** The launch code of one start. */
export interface Launch {
  /** The current code of the link. 192 bits. */
  code(): string;
  /** Replaces the code. */
  renew(): void;
  /** Null if the code is right. It is then used up, unless links can be used many times. */
  refusal(given: string): Refusal | null;
}

/** `now` is a monotonic clock in ms. With `many`, a code works until it is replaced by the next `newCode`. */
export function newLaunch(now: () => number, many: boolean, newCode = randomCode): Launch {
  let code = newCode();
  /** Codes that used to work. They get a message of their own. */
  const former: string[] = [];
  let isUsedUp = false;
  let guesses: number[] = [];

  return {
    code: () => code,
    renew() {
      former.push(code);
      code = newCode();
      isUsedUp = false;
    },
    refusal(given) {
      // The right code always works: otherwise any program on the machine could lock the admin out by guessing.
      if (sameSecret(given, code)) {
        if (isUsedUp) return usedUp;
        isUsedUp = !many;
        return null;
      }
      if (former.some((each) => sameSecret(given, each))) return usedUp;
      guesses = guesses.filter((at) => at > now() - minuteMs);
      const [oldest] = guesses;
      if (oldest !== undefined && guesses.length >= guessesAMinute) {
        return tooMany(Math.max(1, Math.ceil((oldest + minuteMs - now()) / 1000)));
      }
      guesses.push(now());
      return wrongCode;
    },
  };
}

/** The code in a pasted text: the code itself, or a whole link. */
export function pastedCode(pasted: string): string {
  return pasted
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/^.*\//, '');
}

/** Whether the path is that of a launch link. */
export function isLaunch(path: string): boolean {
  return path.startsWith('/launch/');
}

/** A code that nobody can guess. */
export function randomCode(): string {
  return randomBytes(24).toString('base64url');
}

const wrongCode: Refusal = {
  status: 403,
  code: 'wrong-code',
  message: 'This link does not belong to this start.',
  hint: 'Open the link that Lockstep printed last in its terminal. Every start prints a new one.',
};

const usedUp: Refusal = {
  status: 403,
  code: 'used-code',
  message: 'This link no longer works: each link works once.',
  hint: 'Press Enter in the terminal that Lockstep runs in, and open the link that it prints then. If somebody else used this one, choose “Sign out everywhere else” on the page.',
};

function tooMany(waitS: number): Refusal {
  return {
    status: 429,
    code: 'too-many-codes',
    message: 'Too many wrong links were tried.',
    hint: `Wait ${waitS} s, then open the link that Lockstep printed last in its terminal.`,
    headers: { 'Retry-After': String(waitS) },
  };
}
