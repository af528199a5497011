/** Reads the command line of the demo organisation. */
import { parseArgs } from 'node:util';

/** The settings on the command line. */
interface CliOptions {
  port: number;
  people: number;
  seed: number;
  stateFile?: string;
}

/** The settings, a request for help, or what is wrong. */
type CliArguments = { ok: true; options: CliOptions | 'help' } | { ok: false; error: string };

/** The text of `--help`. */
export const usage = [
  'demo-org [--port 4010] [--people 250] [--seed 7] [--state FILE]',
  '  --port    where it answers on 127.0.0.1; 0 for any free port',
  '  --people  how many people it has; --users is the same',
  '  --seed    the same seed makes the same people',
  '  --state   a file that keeps what was changed, for the next start',
].join('\n  ');

const limits = { port: 65_535, people: 1_000_000, seed: 2 ** 31 - 1 };

/** Reads the arguments after the program's name. The error is a sentence for the person at the keyboard. */
export function readArguments(argv: readonly string[]): CliArguments {
  const given = parse(argv);
  if ('error' in given) return { ok: false, error: given.error };
  const { help, state, users, people, port, seed } = given.values;
  if (help) return { ok: true, options: 'help' };
  if (people !== undefined && users !== undefined) {
    return { ok: false, error: '--people and --users are the same; give one of them.' };
  }
  const texts = { port: port ?? '4010', people: people ?? users ?? '250', seed: seed ?? '7' };
  const options: CliOptions = { port: 0, people: 0, seed: 0 };
  for (const name of ['port', 'people', 'seed'] as const) {
    const text = texts[name];
    if (!/^\d{1,10}$/.test(text) || Number(text) > limits[name]) {
      return { ok: false, error: `--${name} takes a whole number from 0 to ${limits[name]}, not “${text}”.` };
    }
    options[name] = Number(text);
  }
  if (state === '') return { ok: false, error: '--state takes the name of a file.' };
  return { ok: true, options: state === undefined ? options : { ...options, stateFile: state } };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  const options = { port: text, people: text, users: text, seed: text, state: text, help };
  try {
    return { values: parseArgs({ args: [...argv], options }).values };
  } catch (problem) {
    // Node adds a long explanation of `--` after the first sentence.
    const said = problem instanceof Error ? problem.message : String(problem);
    return { error: `${said.split(/\. |\n/)[0]}.`.replace('..', '.') };
  }
}
