/** Identifies the current boot of the machine. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Linux provides an ID that stays the same until the machine restarts [DOC: random(4)]. */
const linuxFile = '/proc/sys/kernel/random/boot_id';

/** An ID of this boot; if the system provides none, an ID of this process. */
export function bootId(file = linuxFile): string {
  try {
    const boot = readFileSync(file, 'latin1').trim();
    if (/^[0-9a-f-]{36}$/.test(boot)) return boot;
  } catch {
    // The file does not exist (not Linux) or is not readable.
  }
  return randomUUID();
}
