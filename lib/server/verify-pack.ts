/** The command that checks an evidence pack. It needs no data folder, no connection and no key. */
import { readFileSync, statSync } from 'node:fs';
import type { Finding } from '#lib/domain/evidence/finding';
import { readPack } from '#lib/domain/evidence/read-pack';
import { atOnce } from '#lib/domain/text/pieces';
import { thrownText } from '#lib/domain/text/thrown';
import { NotedFacts } from '#lib/engine/run/run-report';
import { readmeFindings, reportFindings } from '#lib/server/evidence/check-reports';
import { thisMaker } from '#lib/server/evidence/report-texts';
import { hashing } from '#lib/server/hashing';

/** Maximum size of a pack, in bytes: it is read into memory. */
const maxBytes = 1_000_000_000;

const labels: Record<Finding['verdict'], string> = {
  agrees: 'ok      ',
  differs: 'EDITED  ',
  missing: 'MISSING ',
  unknown: 'UNKNOWN ',
};

/**
 * Prints the findings about the pack at `path`, one line each. The exit code is 0 if all agree, 1 if something was
 * edited, added or is missing, 2 if something could not be checked or the file is no pack. `lockstep` is the version of
 * this program.
 */
export function main([path]: readonly string[], lockstep: string): void {
  const { lines, code } = path === undefined ? noPath : checkFile(path, lockstep);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = code;
}

const noPath = { lines: ['Name the evidence pack: npm run verify -- FILE.zip'], code: 2 };

function checkFile(path: string, lockstep: string): { lines: string[]; code: number } {
  try {
    const { size } = statSync(path);
    if (size > maxBytes)
      return { lines: [`${path} has more than 1 GB: no evidence pack is that large.`], code: 2 };
    const { lines, code } = checkPack(readFileSync(path), lockstep);
    return { lines: [path, ...lines], code };
  } catch (problem) {
    const why = thrownText(problem);
    return { lines: [`${path} cannot be read: ${why}`], code: 2 };
  }
}

/** The findings about a pack in lines, and the exit code. */
export function checkPack(bytes: Uint8Array, lockstep: string): { lines: string[]; code: number } {
  const noted = new NotedFacts();
  const read = atOnce(readPack(bytes, hashing.sha256InPieces, (entry) => noted.note(entry)));
  if (!read.ok)
    return { lines: [`This is not an evidence pack that can be checked. ${read.message}`], code: 2 };
  const { facts, findings } = read.pack;
  const here = thisMaker(lockstep, facts.madeAt);
  const all = [...findings, ...readmeFindings(read.pack, here), ...reportFindings(read.pack, noted, here)];
  const has = (...verdicts: Finding['verdict'][]) => all.some(({ verdict }) => verdicts.includes(verdict));
  const made = `made ${new Date(facts.madeAt).toISOString()} by Lockstep ${facts.madeBy.lockstep}`;
  const head = `Run ${facts.run.number} of ${facts.plan.organisationName}, ${made}`;
  const lines = [head, ...all.map(({ part, verdict, text }) => `${labels[verdict]} ${part}: ${text}`)].map(
    oneLine,
  );
  if (has('differs', 'missing')) return { lines: [...lines, notAsWritten], code: 1 };
  if (has('unknown'))
    return {
      lines: [...lines, 'Nothing was edited as far as it could be checked, and not all of it could.'],
      code: 2,
    };
  return { lines: [...lines, allAgrees], code: 0 };
}

const notAsWritten = 'This pack is NOT as Lockstep wrote it.';
const allAgrees =
  'Everything agrees. The alarms in pack.json were not checked: no other part has their words. Nothing in a pack is signed: compare the digest and the last hash with what you have from elsewhere.';

/** The text on one line without control characters, so that foreign text cannot write lines or control a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}
