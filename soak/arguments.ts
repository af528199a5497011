/** Reads the command line of the soak. */
import { parseArgs } from 'node:util';
import { type PlayKind, playKinds } from './plays';

interface SoakOptions {
  /** After this many minutes no new play begins. With 0, there is one play. */
  minutes: number;
  /** The seed of the first play; each further play adds one. Null for a random one. */
  seed: number | null;
  kinds: readonly PlayKind[];
}

export const usage = [
  'npm run soak -- MINUTES [--seed N] [--only model|kills|disk]',
  '  MINUTES  no play begins after that; with 0 one play is played',
  '  --seed   the seed of the first play; the next one has the next. Nothing is added to the table',
  '  --only   plays of one kind',
].join('\n');

type SoakArguments = { ok: true; options: SoakOptions } | { ok: false; error: string };

/** Seeds are whole numbers below this. A soak uses one per play, in order. */
export const seedLimit = 2 ** 31;

/** Reads the arguments after the program's name. The error is a sentence for the person at the keyboard. */
export function readArguments(argv: readonly string[]): SoakArguments {
  const given = parse(argv);
  if (given === null) return { ok: false, error: usage };
  const { minutes, seed, only } = given;
  if (!/^\d{1,5}(\.\d+)?$/.test(minutes)) return { ok: false, error: usage };
  const kinds = playKinds.filter((kind) => only === undefined || kind === only);
  if (kinds.length === 0) {
    return { ok: false, error: `--only takes ${playKinds.join(', ')}, not “${only}”.` };
  }
  if (seed !== undefined && (!/^\d{1,10}$/.test(seed) || Number(seed) >= seedLimit)) {
    return { ok: false, error: `--seed takes a whole number below ${seedLimit}, not “${seed}”.` };
  }
  return {
    ok: true,
    options: { minutes: Number(minutes), seed: seed === undefined ? null : Number(seed), kinds },
  };
}

function parse(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { seed: { type: 'string' }, only: { type: 'string' } },
      allowPositionals: true,
    });
    const [minutes, ...more] = positionals;
    return minutes === undefined || more.length > 0 ? null : { ...values, minutes };
  } catch {
    return null;
  }
}
