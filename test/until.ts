/** For tests: waiting for a condition, without a time limit of its own. */

/** Resolves once `condition` holds. One that never holds fails with the time limit of the test. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 1));
}
