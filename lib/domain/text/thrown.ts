/**
 * The message of something that was thrown, and is no error of Lockstep's own. Anything can be thrown in JavaScript.
 */
export function thrownText(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

/** The code that Node.js or SQLite gave an error, such as `ENOENT`; empty if it has none. */
export function thrownCode(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : '';
}
