/** A step that failed: what, the end of what the tool said, and what to do about it. */
export class SetupFailure extends Error {
  constructor(message, { output = '', cure }) {
    super(message);
    this.output = output;
    this.cure = cure;
  }
}

/** Runs the work of a script; a failure is explained, without a stack trace, and ends in exit code 1. */
export async function explained(work) {
  try {
    await work();
  } catch (problem) {
    const lines = [problem instanceof Error ? problem.message : String(problem)];
    if (problem.output) lines.push('', ...problem.output.split('\n').map((line) => `  ${line}`), '');
    if (problem.cure) lines.push(`What to do: ${problem.cure}`);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = 1;
  }
}

/** One calm line about a step that takes a while. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
