/** Reads an evidence pack, and checks what can be checked from its own parts. Pure. */
import { ChainReader } from '#lib/domain/evidence/journal-text';
import { measuredOriginal } from '#lib/domain/evidence/original-check';
import { type PackFacts, type PackPart, packFactsSchema, partNames } from '#lib/domain/evidence/pack-facts';
import { PackFile, PackProblem } from '#lib/domain/evidence/pack-file';
import { users } from '#lib/domain/plan/alarms/wording';
import { type PlanEntry, planEntrySchema, sealedOriginal } from '#lib/domain/plan/plan';
import { planDifferences } from '#lib/domain/plan/seal';
import type { JournalEntry } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import type { Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

/** The finding about one part of a pack. */
export interface Finding {
  part: string;
  /**
   * `agrees`: it is as it was written. `differs`: it was edited, or an entry is missing or added. `missing`: a part is
   * not there. `unknown`: it could not be checked.
   */
  verdict: 'agrees' | 'differs' | 'missing' | 'unknown';
  /** One sentence or two. */
  text: string;
}

/** The content of a pack, with what was found about it. */
export interface ReadPack {
  file: PackFile;
  facts: PackFacts;
  /** The users of the plan, in order. */
  entries: PlanEntry[];
  state: RunState;
  findings: Finding[];
}

/** A pack that was read, or why the file is none. */
type PackReading = { ok: true; pack: ReadPack } | { ok: false; message: string };

/** SHA-256 over pieces. */
type Sha256 = () => { add(piece: string | Uint8Array): void; digest(): string };

/**
 * Reads a pack. `heard` is called with each entry of its journal that can be read. Work is linear in the unpacked size,
 * and yields.
 */
export function* readPack(
  bytes: Uint8Array,
  sha256: Sha256,
  heard: (entry: JournalEntry) => void = () => {},
): Pieces<PackReading> {
  try {
    const file = new PackFile(bytes);
    const facts = factsIn(file);
    const findings = [...(yield* sumFindings(file, sha256))];
    const entries = yield* usersIn(file);
    const { state, startedWith, found } = yield* journalIn(file, facts, sha256, heard);
    findings.push(...(yield* planFindings(file, { facts, entries, startedWith }, sha256)));
    findings.push(...found, yield* originalFinding(file, facts, sha256));
    return { ok: true, pack: { file, facts, entries, state, findings } };
  } catch (problem) {
    if (problem instanceof PackProblem) return { ok: false, message: problem.message };
    throw problem;
  }
}

function factsIn(file: PackFile): PackFacts {
  const value = parsed(file.small('facts'));
  const facts = packFactsSchema.safeParse(value);
  if (facts.success) return facts.data;
  const [issue] = facts.error.issues;
  const where = issue ? ` (${issue.path.join('.') || 'the whole of it'}: ${issue.message})` : '';
  throw new PackProblem(`pack.json is not as this version of Lockstep writes it${where}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compares every part with the list of sums. */
function* sumFindings(file: PackFile, sha256: Sha256): Pieces<Finding[]> {
  const { sums: name } = partNames;
  if (!file.has('sums'))
    return [{ part: name, verdict: 'missing', text: 'The list of the SHA-256 of all parts is missing.' }];
  const stated = new Map<string, string>();
  for (const line of file.small('sums').split('\n')) {
    const [, hash = '', part = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (part !== '') stated.set(part, hash);
  }
  const findings: Finding[] = [];
  for (const part of Object.keys(partNames) as PackPart[]) {
    if (part === 'sums') continue;
    const expected = stated.get(partNames[part]);
    stated.delete(partNames[part]);
    const about = (verdict: Finding['verdict'], text: string) =>
      findings.push({ part: partNames[part], verdict, text });
    if (!file.has(part)) {
      if (expected !== undefined) about('missing', 'It is listed in SHA256SUMS, and not in the pack.');
      else if (part !== 'original') about('missing', 'Every pack has this part.');
      continue;
    }
    const sum = sha256();
    for (const bytes of file.bytes(part)) {
      sum.add(bytes);
      yield;
    }
    if (expected === undefined)
      about('differs', 'It is in the pack, and not listed in SHA256SUMS: it was added.');
    else if (sum.digest() !== expected)
      about('differs', 'Its SHA-256 is not the one in SHA256SUMS: it was edited.');
  }
  for (const part of stated.keys())
    findings.push({ part, verdict: 'missing', text: 'It is listed in SHA256SUMS, and not in the pack.' });
  if (findings.length > 0) return findings;
  return [{ part: name, verdict: 'agrees', text: 'Every part has the SHA-256 that is listed.' }];
}

function* usersIn(file: PackFile): Pieces<PlanEntry[]> {
  const entries: PlanEntry[] = [];
  for (const lines of file.lines('users')) {
    for (const line of lines) {
      const entry = planEntrySchema.safeParse(parsed(line));
      if (!entry.success)
        throw new PackProblem(`Line ${entries.length + 1} of users.jsonl is not a user of a plan.`);
      entries.push(entry.data);
    }
    yield;
  }
  return entries;
}

function* journalIn(
  file: PackFile,
  facts: PackFacts,
  sha256: Sha256,
  heard: (entry: JournalEntry) => void,
): Pieces<{ state: RunState; startedWith: string | null; found: Finding[] }> {
  const chain = new ChainReader(facts.run.id, (text) => {
    const sum = sha256();
    sum.add(text);
    return sum.digest();
  });
  const state = newRun();
  let startedWith: string | null = null;
  for (const lines of file.lines('journal')) {
    for (const line of lines) {
      const entry = chain.add(line);
      if (entry === null) continue;
      const { event } = entry;
      if (entry.seq === 1 && 'planDigest' in event) startedWith = event.planDigest;
      apply(state, entry);
      heard(entry);
    }
    yield;
  }
  return { state, startedWith, found: journalFindings(chain, facts) };
}

function journalFindings(chain: ChainReader, { journal }: PackFacts): Finding[] {
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

function* planFindings(
  file: PackFile,
  {
    facts: { plan, differences },
    entries,
    startedWith,
  }: Pick<ReadPack, 'facts' | 'entries'> & { startedWith: string | null },
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

function* originalFinding(file: PackFile, { plan, original }: PackFacts, sha256: Sha256): Pieces<Finding> {
  const part = partNames.original;
  const sealed = sealedOriginal(plan);
  const stated =
    original.sha256 === null ? 'Its SHA-256 is not known.' : `Its SHA-256 is ${original.sha256}.`;
  const isOther =
    sealed !== null &&
    (original.sha256 !== sealed.sha256 || original.bytes !== sealed.bytes || original.name !== sealed.name);
  if (isOther) {
    return {
      part: partNames.facts,
      verdict: 'differs',
      text: 'It names another original file than the sealed plan.',
    };
  }
  if (original.state === 'none') return { part, verdict: 'agrees', text: 'The users came from no file.' };
  if (original.state === 'gone') {
    const name =
      original.name === null ? 'The original file' : `The original file ${JSON.stringify(original.name)}`;
    return {
      part,
      verdict: 'agrees',
      text: `${name} was not kept any more when the pack was made. ${stated}`,
    };
  }
  if (!file.has('original'))
    return { part, verdict: 'missing', text: `The original file is missing. ${stated}` };
  const measured = yield* measuredOriginal(file.bytes('original'), sha256());
  if (measured === null) return { part, verdict: 'differs', text: 'The original file cannot be unpacked.' };
  if (original.sha256 === null) {
    return {
      part,
      verdict: 'unknown',
      text: `An original file is there (SHA-256 ${measured.sha256}), and the plan does not say which file it was: it was sealed by an earlier version.`,
    };
  }
  if (measured.sha256 !== original.sha256 || measured.bytes !== original.bytes) {
    return {
      part,
      verdict: 'differs',
      text: `The original file was edited: its SHA-256 is ${measured.sha256}, not ${original.sha256}.`,
    };
  }
  const proof =
    sealed !== null ? 'as the plan has it under its digest' : 'as Lockstep measured it when it was uploaded';
  return {
    part,
    verdict: 'agrees',
    text: `The original file ${JSON.stringify(original.name)}, ${proof}. ${stated}`,
  };
}
