/**
 * Compares the reports and the first page of a pack with those made again from its journal, its plan and its
 * description.
 */
import type { Finding } from '#lib/domain/evidence/finding';
import { type PackFacts, type PackPart, partNames, reportParts } from '#lib/domain/evidence/pack-facts';
import { PackProblem } from '#lib/domain/evidence/pack-file';
import type { ReadPack } from '#lib/domain/evidence/read-pack';
import { formerReadme, packReadme, readmeHead } from '#lib/domain/evidence/readme';
import { formerTexts } from '#lib/domain/report/page/page';
import { report } from '#lib/domain/report/report';
import { decisionCounts, decisionsOf } from '#lib/domain/run/view/decisions';
import { summaryOf } from '#lib/domain/run/view/summary';
import type { NotedFacts } from '#lib/engine/run/run-report';
import type { RunReport } from '#lib/engine/run/run-view';
import { compareTexts } from '#lib/server/evidence/compare-texts';
import { type Maker, reportTexts } from '#lib/server/evidence/report-texts';

const nothingFormer: ReadonlyMap<string, string> = new Map();

/** Characters of a line that a finding shows. */
const shownOfLine = 160;

/**
 * The finding about the page that says how to check the pack, if the pack has it. It matters because people compare the
 * digest and the hash that it names.
 */
export function readmeFindings({ facts, file }: ReadPack, here: Pick<Maker, 'lockstep' | 'icu'>): Finding[] {
  if (!file.has('readme')) return [];
  const wanted = packReadme(facts);
  const found = file.small('readme');
  // Packs from before `later` explain the parts in other words.
  const isSame =
    facts.later === undefined
      ? readmeHead(found) === readmeHead(wanted)
      : found === wanted || found === formerReadme(wanted);
  if (isSame) return [agreeing('readme', '')];
  const compared = compareTexts([wanted], [found], nothingFormer);
  return compared.same ? [] : [differing('readme', compared, makerText(facts, here))];
}

/**
 * One finding for each report in the pack. Another version may word a report differently, so a difference from it
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
      const former = part === 'html' ? formerTexts : nothingFormer;
      const compared = orProblem(() => compareTexts(texts[part](), file.text(part), former));
      if (compared instanceof PackProblem)
        return { part: partNames[part], verdict: 'differs', text: compared.message };
      if (compared.same) return agreeing(part, compared.former ? ', in words of an earlier build' : '');
      return differing(part, compared, makerText(facts, here));
    });
}

/** The result of the work, or why a part of the pack cannot be read. */
function orProblem<T>(work: () => T): T | PackProblem {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof PackProblem) return problem;
    throw problem;
  }
}

function agreeing(part: PackPart, words: string): Finding {
  const text = `It says what plan, journal and ${partNames.facts} say${words}.`;
  return { part: partNames[part], verdict: 'agrees', text };
}

function differing(
  part: PackPart,
  { line, expected, found }: Extract<ReturnType<typeof compareTexts>, { same: false }>,
  otherMaker: string | null,
): Finding {
  const name = partNames[part];
  const where = `Line ${line} is not what plan, journal and ${partNames.facts} give. Expected: ${quoted(expected)} Found: ${quoted(found)}`;
  if (otherMaker === null) return { part: name, verdict: 'differs', text: where };
  return { part: name, verdict: 'unknown', text: `${where} ${otherMaker}` };
}

/** The reason why this program may word a text differently than the maker of the pack; null if it does not. */
function makerText({ madeBy }: PackFacts, here: Pick<Maker, 'lockstep' | 'icu'>): string | null {
  if (madeBy.lockstep === here.lockstep && madeBy.icu === here.icu) return null;
  return `It was written by Lockstep ${madeBy.lockstep} (Unicode data ${madeBy.icu}), and this is Lockstep ${here.lockstep} (${here.icu}), which may only word it differently. Check it with that version.`;
}

/** The run of a pack as input of the reports. */
function asReported({ facts, state, entries }: ReadPack, noted: NotedFacts): RunReport {
  const { run, plan, differences, circumstances, alarms, journal, later = null } = facts;
  const record = { ...run, planId: plan.id };
  const summary = summaryOf(state, circumstances.failure === null);
  const view = { record, plan, state, summary, ...circumstances, differences };
  return {
    view,
    rows: () =>
      report(state, entries, circumstances.failure === null, { noted, settled: later?.settled ?? [] }),
    later,
    decided: later && decisionCounts(decisionsOf(state, later.settled)),
    clocks: noted.clocks,
    journal: journal === null ? { intact: false, at: 0, why: '' } : { intact: true, ...journal },
    alarms,
    differences,
  };
}

function quoted(line: string | null): string {
  if (line === null) return 'nothing.';
  return `${JSON.stringify(line.length > shownOfLine ? `${line.slice(0, shownOfLine)}…` : line)}.`;
}
