/** Writes the evidence pack of a run as a ZIP file, in pieces. */
import { createHash } from 'node:crypto';
import { journalLine } from '#lib/domain/evidence/journal-text';
import { type PackFacts, type PackPart, partNames } from '#lib/domain/evidence/pack-facts';
import { packReadme } from '#lib/domain/evidence/readme';
import { ZipWriter } from '#lib/domain/evidence/zip-writer';
import { planLines } from '#lib/domain/plan/plan-text';
import { inGroups } from '#lib/domain/text/pieces';
import type { Evidence } from '#lib/engine/run/evidence';
import { turn } from '#lib/engine/turns';
import { type Maker, reportTexts } from '#lib/server/evidence/report-texts';

/** A part with its content. */
type Content = [part: PackPart, pieces: Iterable<string> | AsyncIterable<Uint8Array>];

const encoder = new TextEncoder();

/**
 * The bytes of the ZIP file. Yields to the event loop between pieces, and makes each when it is asked for. Throws if
 * the run is deleted in the meantime.
 */
export async function* packOf(evidence: Evidence, maker: Maker): AsyncGenerator<Uint8Array> {
  const facts = factsOf(evidence, maker);
  const zip = new ZipWriter(facts.madeAt);
  let sums = '';
  for (const [part, pieces] of contentsOf(evidence, facts)) {
    const hash = createHash('sha256');
    zip.begin(partNames[part], part === 'original');
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece;
      hash.update(bytes);
      zip.add(bytes);
      yield* zip.take();
      await turn();
    }
    zip.endPart();
    sums += `${hash.digest('hex')}  ${partNames[part]}\n`;
  }
  zip.begin(partNames.sums, false);
  zip.add(encoder.encode(sums));
  zip.endPart();
  zip.finish();
  yield* zip.take();
}

function factsOf({ report, original }: Evidence, { lockstep, icu, timeZone, madeAt }: Maker): PackFacts {
  const { record, plan, failure, endUnwritten, stillMinutes } = report.view;
  const { id, number, createdAt } = record;
  const { journal } = report;
  return {
    lockstepEvidence: 1,
    madeAt,
    madeBy: { lockstep, icu, timeZone },
    run: { id, number, createdAt },
    plan,
    alarms: [...report.alarms],
    differences: [...report.differences],
    journal: journal.intact ? { entries: journal.entries, head: journal.head } : null,
    circumstances: { failure, endUnwritten, stillMinutes },
    original,
    later: report.later && { knownAt: report.later.knownAt, settled: [...report.later.settled] },
  };
}

function* contentsOf(evidence: Evidence, facts: PackFacts): Generator<Content> {
  const { plan } = facts;
  const reports = reportTexts(evidence.report, { ...facts.madeBy, madeAt: facts.madeAt });
  yield ['readme', [packReadme(facts)]];
  yield [
    'plan',
    grouped(
      planLines(plan, evidence.entries(), plan.count),
      (lines, at) => `${at === 0 ? '' : '\n'}${lines.join('\n')}`,
    ),
  ];
  yield [
    'users',
    grouped(evidence.entries(), (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
  ];
  yield ['journal', grouped(evidence.lines(), (lines) => lines.map(journalLine).join(''))];
  yield ['facts', [`${JSON.stringify(facts, null, 1)}\n`]];
  yield ['csv', reports.csv()];
  yield ['json', reports.json()];
  yield ['html', reports.html()];
  if (evidence.packedOriginal !== null) yield ['original', evidence.packedOriginal];
}

function* grouped<T>(items: Iterable<T>, text: (group: T[], at: number) => string): Generator<string> {
  let at = 0;
  for (const group of inGroups(items)) yield text(group, at++);
}
