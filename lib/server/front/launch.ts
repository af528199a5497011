/** The code in the launch link: whoever has read the terminal has it, and nobody else on the machine. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Refusal } from '#lib/server/front/refusal';
import { sameSecret } from '#lib/server/front/same-secret';

/** How many wrong codes are answered in a minute, whoever sends them. */
const guessesAMinute = 10;
const minuteMs = 60_000;

export interface Launch {
  /** Good until the program ends. 192 bits. */
  code: string;
  /**
   * A code that is good once, within a minute: for the command line of a browser, which every user of the machine can
   * read. A later one replaces it.
   */
  onceCode(): string;
  /** Null where the code is right. */
  refusal(given: string): Refusal | null;
}

/** `now` is a monotonic clock in ms. */
export function newLaunch(now: () => number): Launch {
  const code = newCode();
  let once: { code: string; until: number } | null = null;
  let guesses: number[] = [];

  function isRight(given: string): boolean {
    if (sameSecret(given, code)) return true;
    if (once === null || now() > once.until || !sameSecret(given, once.code)) return false;
    once = null;
    return true;
  }

  return {
    code,
    onceCode() {
      once = { code: newCode(), until: now() + minuteMs };
      return once.code;
    },
    refusal(given) {
      // The right code always opens: otherwise any program on the machine could lock the admin out by guessing.
      if (isRight(given)) return null;
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

/** The code that the request gives: `/launch/CODE`, or `/launch?code=…` with a pasted code or link; null elsewhere. */
export function givenCode(request: IncomingMessage): string | null {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/launch') return lastPart(searchParams.get('code') ?? '');
  return pathname.startsWith('/launch/') ? pathname.slice('/launch/'.length) : null;
}

function lastPart(pasted: string): string {
  return pasted.trim().replace(/^.*\//, '');
}

function newCode(): string {
  return randomBytes(24).toString('base64url');
}

const wrongCode: Refusal = {
  status: 403,
  code: 'wrong-code',
  message: 'This link is not the one of this start.',
  cure: 'Open the link that Lockstep printed last in its terminal. Every start prints a new one.',
};

function tooMany(waitS: number): Refusal {
  return {
    status: 429,
    code: 'too-many-codes',
    message: 'Too many wrong links were tried.',
    cure: `Wait ${waitS} s, then open the link that Lockstep printed last in its terminal.`,
    headers: { 'Retry-After': String(waitS) },
  };
}
