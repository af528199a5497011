/** The known results of mutants: the verdicts of earlier runs, and the explained survivors. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/place.mjs';

/** The verdicts, one per line as JSON. The file is not in git. */
export const resultsFile = inRoot('node_modules', '.cache', 'lockstep', 'mutants.jsonl');

/** The reasons why survivors are not gaps, by their key. The file is in git. */
export const explainedFile = inRoot('test', 'mutate', 'explained.json');

const digest = (...texts) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 32);
};

/** A digest of every source and test in `lib`. */
function libDigest() {
  const files = readdirSync(inRoot('lib'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  return digest(...files.sort().flatMap((name) => [name, readFileSync(inRoot('lib', name), 'utf8')]));
}

/**
 * The verdicts that are still valid. A kill is valid as long as its file is unchanged. A survivor is judged again after
 * any change in `lib`, since it may have a test now.
 */
export function openResults() {
  const lib = libDigest();
  const known = new Map();
  if (existsSync(resultsFile)) {
    for (const line of readFileSync(resultsFile, 'utf8').split('\n').filter(Boolean)) {
      const { id, ...verdict } = JSON.parse(line);
      if (verdict.state !== 'survived' || verdict.lib === lib) known.set(id, verdict);
      else known.delete(id);
    }
  }
  mkdirSync(path.dirname(resultsFile), { recursive: true });
  const idOf = ({ file, code }) => digest(file, code);
  return {
    get: (mutant) => known.get(idOf(mutant)) ?? null,
    put(mutant, verdict) {
      const id = idOf(mutant);
      const { file, line, key } = mutant;
      known.set(id, verdict);
      appendFileSync(resultsFile, `${JSON.stringify({ id, lib, file, line, key, ...verdict })}\n`);
    },
  };
}

/** The keys of explained survivors, with the reason. */
export function explanations() {
  return new Map(JSON.parse(readFileSync(explainedFile, 'utf8')).map(({ mutant, why }) => [mutant, why]));
}
