/** Compares the reports of a pack with the ones that its journal, its plan and its description give. */
import { type PackFacts, partNames, reportParts } from '#lib/domain/evidence/pack-facts';
import type { Finding, ReadPack } from '#lib/domain/evidence/read-pack';
import { report } from '#lib/domain/report/report';
import { decisionCounts, decisionsOf } from '#lib/domain/run/view/decisions';
import { summaryOf } from '#lib/domain/run/view/summary';
import type { NotedFacts } from '#lib/engine/run/run-report';
import type { RunReport } from '#lib/engine/run/run-view';
import { type Maker, reportTexts } from '#lib/server/evidence/report-texts';

/** Characters of a line that a finding shows. */
const shownOfLine = 160;

/**
 * One finding for each report that is there. A report of another maker may be worded differently, so a difference then
 * proves nothing.
 */
export function reportFindings(
  pack: ReadPack,
  noted: NotedFacts,
  here: Pick<Maker, 'lockstep' | 'icu'>,
): Finding[] {
  const { facts, file } = pack;
  const texts = reportTexts(asReported(pack, noted), { ...facts.madeBy, madeAt: facts.madeAt });
  return reportParts
    .filter((part) => file.has(part))
    .map((part): Finding => {
      const difference = firstDifference(texts[part](), file.text(part));
      const name = partNames[part];
      if (difference === null)
        return {
          part: name,
          verdict: 'agrees',
          text: `It says what plan, journal and ${partNames.facts} say.`,
        };
      const { line, expected, found } = difference;
      const where = `Line ${line} is not what plan, journal and ${partNames.facts} give. Expected: ${quoted(expected)} Found: ${quoted(found)}`;
      const otherMaker = makerText(facts, here);
      if (otherMaker === null) return { part: name, verdict: 'differs', text: where };
      return { part: name, verdict: 'unknown', text: `${where} ${otherMaker}` };
    });
}

/** Why this program may word a report differently than the maker of the pack; null if it does not. */
function makerText({ madeBy }: PackFacts, here: Pick<Maker, 'lockstep' | 'icu'>): string | null {
  if (madeBy.lockstep === here.lockstep && madeBy.icu === here.icu) return null;
  return `The report was written by Lockstep ${madeBy.lockstep} (Unicode data ${madeBy.icu}), and this is Lockstep ${here.lockstep} (${here.icu}), which may only word it differently. Check it with that version.`;
}

/** The run of a pack as the reports take it. */
function asReported({ facts, state, entries }: ReadPack, noted: NotedFacts): RunReport {
  const { run, plan, differences, circumstances, alarms, journal, later = null } = facts;
  const record = { ...run, planId: plan.id };
  const summary = summaryOf(state, circumstances.failure === null);
  const view = { record, plan, state, summary, ...circumstances, differences };
  return {
    view,
    rows: () => report(state, entries, circumstances.failure === null, noted, later?.settled),
    later,
    decided: later && decisionCounts(decisionsOf(state, later.settled)),
    clocks: noted.clocks,
    journal: journal === null ? { intact: false, at: 0, why: '' } : { intact: true, ...journal },
    alarms,
    differences,
  };
}

interface Difference {
  /** Counted from 1. */
  line: number;
  /** Null: the text has no such line. */
  expected: string | null;
  found: string | null;
}

/** The first line in which two texts differ; null if they are the same. */
function firstDifference(expected: Iterable<string>, found: Iterable<string>): Difference | null {
  const one = linesOf(expected);
  const other = linesOf(found);
  for (let line = 1; ; line += 1) {
    const wanted = one.next();
    const there = other.next();
    if (wanted.done && there.done) return null;
    if (wanted.value !== there.value) {
      return { line, expected: wanted.value ?? null, found: there.value ?? null };
    }
  }
}

/** The lines of a text in pieces, with their ends. */
function* linesOf(pieces: Iterable<string>): Generator<string, undefined> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
  }
  if (rest !== '') yield rest;
  return undefined;
}

function quoted(line: string | null): string {
  if (line === null) return 'nothing.';
  return `${JSON.stringify(line.length > shownOfLine ? `${line.slice(0, shownOfLine)}…` : line)}.`;
}
