/** Checks the journal and the plan of an evidence pack against what `pack.json` says of them. Pure. */
import type { Finding, Sha256 } from '#lib/domain/evidence/finding';
import type { ChainReader } from '#lib/domain/evidence/journal-text';
import { type PackFacts, partNames } from '#lib/domain/evidence/pack-facts';
import type { PackFile } from '#lib/domain/evidence/pack-file';
import { users } from '#lib/domain/plan/alarms/wording';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { planDifferences } from '#lib/domain/plan/seal';
import type { Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

/** The findings about the chain of the journal, once all its lines are in `chain`. */
export function journalFindings(chain: ChainReader, { journal }: PackFacts): Finding[] {
  const part = partNames.journal;
  const check = chain.end();
  const findings: Finding[] = [];
  const about = (verdict: Finding['verdict'], text: string) => findings.push({ part, verdict, text });
  if (!check.isWhole) about('differs', `The chain is broken at entry ${check.at}: ${check.why}`);
  else if (journal === null)
    about('differs', 'The journal was not as it was written when the pack was made.');
  else if (check.entries !== journal.entries || check.head !== journal.head) {
    const less = check.entries < journal.entries ? 'entries were cut off' : 'entries were added or changed';
    about(
      'differs',
      `pack.json says ${whole(journal.entries)} entries up to the hash ${journal.head}, and the journal has ${whole(check.entries)} up to ${check.head}: ${less}.`,
    );
  } else about('agrees', `${whole(check.entries)} entries in one chain. The last hash is ${check.head}.`);
  if (chain.unread !== null)
    about(
      'unknown',
      `Entry ${chain.unread} cannot be read by this version of Lockstep, so the reports cannot be compared with the journal.`,
    );
  return findings;
}

/** The findings about the sealed text and the users. `startedWith`: the digest in the journal, null if it has none. */
export function* planFindings(
  file: PackFile,
  {
    facts: { plan, differences },
    entries,
    startedWith,
  }: { facts: PackFacts; entries: readonly PlanEntry[]; startedWith: string | null },
  sha256: Sha256,
): Pieces<Finding[]> {
  const findings: Finding[] = [];
  const found = yield* planDifferences(plan, entries, startedWith, sha256());
  for (const text of found) findings.push({ part: partNames.users, verdict: 'differs', text });
  const sum = sha256();
  for (const bytes of file.bytes('plan')) {
    sum.add(bytes);
    yield;
  }
  const isSealed = sum.digest() === plan.digest;
  findings.push(
    isSealed
      ? {
          part: partNames.plan,
          verdict: 'agrees',
          text: `The sealed plan of ${users(plan.count)}. Its SHA-256 is the digest, ${plan.digest}.`,
        }
      : {
          part: partNames.plan,
          verdict: 'differs',
          text: 'This is not the text that was sealed: its SHA-256 is not the digest of the plan.',
        },
  );
  if (startedWith === null)
    findings.push({
      part: partNames.journal,
      verdict: 'differs',
      text: 'Its first entry does not name the plan.',
    });
  for (const text of differences)
    findings.push({
      part: partNames.facts,
      verdict: 'differs',
      text: `Found by Lockstep when the pack was made: ${text}`,
    });
  return findings;
}
