/** A failed step: its name, the end of the tool's output, and what to do. */
export class SetupFailure extends Error {
  constructor(message, { output = '', hint }) {
    super(message);
    this.output = output;
    this.hint = hint;
  }
}

/** Runs the work of a script. A failure is explained without a stack trace, and gives exit code 1. */
export async function explained(work) {
  try {
    await work();
  } catch (problem) {
    const lines = [problem instanceof Error ? problem.message : String(problem)];
    if (problem.output) lines.push('', ...problem.output.split('\n').map((line) => `  ${line}`), '');
    if (problem.hint) lines.push(`What to do: ${problem.hint}`);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = 1;
  }
}

/** Prints one line about a step that takes a while. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
