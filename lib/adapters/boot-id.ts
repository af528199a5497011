/** Which boot of the machine this is. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Linux names it; it stays the same until the machine is started again [DOC: random(4)]. */
const linuxFile = '/proc/sys/kernel/random/boot_id';

/** A name for this boot; where the system names none, one for this process. */
export function bootId(file = linuxFile): string {
  try {
    const boot = readFileSync(file, 'latin1').trim();
    if (/^[0-9a-f-]{36}$/.test(boot)) return boot;
  } catch {
    // Not Linux, or not to be read.
  }
  return randomUUID();
}
