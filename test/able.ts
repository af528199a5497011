/** Skips tests that need something that not every computer has. */
import { beforeEach } from 'vitest';

export const isWindows = process.platform === 'win32';
export const isRoot = process.getuid?.() === 0;

/** The reason why tests of permission bits are skipped on Windows. */
export const noModes = 'Windows has no permission bits';

/** Skips the tests of a `describe`, or of a file, unless the computer `can` do what they need. `why` is printed. */
export function onlyWhere(can: boolean, why: string): void {
  beforeEach(({ skip }) => skip(!can, why));
}
