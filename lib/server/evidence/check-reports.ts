/** Compares the reports of a pack with the ones that its journal, its plan and its description give. */
import { type PackFacts, partNames, reportParts } from '#lib/domain/evidence/pack-facts';
import type { Finding, ReadPack } from '#lib/domain/evidence/read-pack';
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
      const former = part === 'html' ? formerTexts : nothingFormer;
      const compared = compareTexts(texts[part](), file.text(part), former);
      const name = partNames[part];
      if (compared.same) {
        const words = compared.former ? ', in words of an earlier build' : '';
        const text = `It says what plan, journal and ${partNames.facts} say${words}.`;
        return { part: name, verdict: 'agrees', text };
      }
      const { line, expected, found } = compared;
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

function quoted(line: string | null): string {
  if (line === null) return 'nothing.';
  return `${JSON.stringify(line.length > shownOfLine ? `${line.slice(0, shownOfLine)}…` : line)}.`;
}
