/** For tests: waits for a condition, without a time limit of its own. */

/** Resolves once `condition` is true. If it never is, the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 1));
}
