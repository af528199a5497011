/** The host names under which Lockstep answers. */
import { randomInt } from 'node:crypto';

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const ofAStart = new RegExp(`^lockstep-[${letters}]{16}\\.localhost$`);

/**
 * A random name for one start: 80 bits. Cookies, storage and service workers of other programs on this computer do not
 * belong to it. All browsers but Safari resolve every name under `localhost` to the loopback interface (RFC 6761).
 */
export function newHostName(): string {
  const random = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]);
  return `lockstep-${random.join('')}.localhost`;
}

/** The name for scripts and Safari. Every program on this computer shares it. */
export const plainName = 'localhost';

/**
 * The accepted values of `Host`; `name` is that of this start. A foreign name that resolves to 127.0.0.1 (DNS
 * rebinding) is not among them. Browsers omit port 80.
 */
export function ownHosts(name: string, port: number): ReadonlySet<string> {
  const names = [name, plainName];
  const withPort = names.map((each) => `${each}:${port}`);
  return new Set(port === 80 ? [...withPort, ...names] : withPort);
}

/** Whether the host has the format of a start's name. */
export function isNameOfAStart(host: string): boolean {
  return ofAStart.test(host.replace(/:\d+$/, ''));
}
