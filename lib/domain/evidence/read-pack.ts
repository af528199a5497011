/** Reads an evidence pack, and checks what can be checked from its own parts. Pure. */
import type { Finding, Sha256 } from '#lib/domain/evidence/finding';
import { ChainReader } from '#lib/domain/evidence/journal-text';
import { originalFinding } from '#lib/domain/evidence/original-finding';
import { type PackFacts, packFactsSchema } from '#lib/domain/evidence/pack-facts';
import { PackFile, PackProblem } from '#lib/domain/evidence/pack-file';
import { journalFindings, planFindings } from '#lib/domain/evidence/plan-findings';
import { sumFindings } from '#lib/domain/evidence/sum-findings';
import { type PlanEntry, planEntrySchema } from '#lib/domain/plan/plan';
import type { JournalEntry } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import type { Pieces } from '#lib/domain/text/pieces';

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

/**
 * Reads a pack. `heard` is called with each readable entry of its journal. The work is linear in the unpacked size, and
 * yields.
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
