/** Tests that page, list of runs and reports count the same outcomes, at every moment of a run. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runTallies } from '#components/run/outcomes/tallies.ts';
import { userLabel } from '#components/run/outcomes/user-label.ts';
import { talliesOf } from '#components/runs/run-tally.ts';
import { openKinds, outcomeLabels, shownKinds } from '#lib/domain/outcome/outcome';
import { reportCsv } from '#lib/domain/report/csv';
import { report } from '#lib/domain/report/report';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { shownCounts, unfinishedText } from '#lib/domain/run/view/shown-outcome';
import { everyRow } from '#test/samples/report';
import { accepted, faultAnswer, playRun, readingAs, samplePlan } from '#test/samples/run';

const total = 6;
const plan = samplePlan(total);

/** Journals of runs whose answers are lost, refusals or put-offs, some of them killed during a call. */
const journals = fc
  .record({
    answers: fc.array(
      fc.constantFrom(
        accepted,
        faultAnswer('timed-out'),
        faultAnswer('rate-limited'),
        faultAnswer('not-allowed'),
      ),
      { minLength: 1, maxLength: 20 },
    ),
    kill: fc.nat(20),
  })
  .map(({ answers, kill }) => {
    let calls = 0;
    return playRun({
      total,
      atlassian: {
        disable: () => answers[calls++ % answers.length] ?? accepted,
        read: () => readingAs('active'),
      },
      interludes: [
        { step: kill, what: 'kill' },
        { step: kill + 1, what: 'resume' },
      ],
      maxSteps: 60,
    }).entries;
  });

it('says the same of everybody in counts, page, list and report, after each entry of the journal', () => {
  fc.assert(
    fc.property(journals, fc.boolean(), fc.boolean(), (entries, carriedOut, watched) => {
      const state = newRun();
      for (const entry of entries) {
        apply(state, entry);
        const counts = shownCounts(state, carriedOut);
        const rows = [...report(state, plan, carriedOut)];
        const page = new Map(runTallies(state, carriedOut, watched).map(({ kind, count }) => [kind, count]));
        const list = new Map(talliesOf({ counts, plan: {} }).map((each) => [each.outcome, each.count]));
        const text = [...reportCsv(rows, everyRow(state.endedAt))].join('');
        const csv = text.split('\r\n');
        for (const kind of shownKinds) {
          expect(rows.filter(({ outcome }) => outcome === kind)).toHaveLength(counts[kind]);
          expect(page.get(kind) ?? 0).toBe(counts[kind]);
          expect(list.get(kind) ?? 0).toBe(counts[kind]);
          const cells = csv.filter((line) => line.split(',')[3] === outcomeLabels[kind]);
          expect(cells).toHaveLength(counts[kind]);
        }
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
        for (const row of rows) {
          const label = userLabel(state, row.number - 1, 0, carriedOut);
          if (label.look !== 'waiting') expect(label.badge).toBe(outcomeLabels[row.outcome]);
        }
        const unfinished = unfinishedText(state, carriedOut);
        expect(unfinished === '').toBe(state.status === 'ended');
        // A kind without users is omitted.
        const open = openKinds.filter((kind) => unfinished !== '' && counts[kind] > 0);
        expect(openKinds.filter((kind) => unfinished.includes(outcomeLabels[kind].toLowerCase()))).toEqual(
          open,
        );
        expect(unfinished.includes('Every user has an outcome')).toBe(unfinished !== '' && open.length === 0);
        // The process that was in a call has ended, or no longer works on the run.
        if (state.status === 'interrupted' || !carriedOut) expect(counts['under-way']).toBe(0);
      }
    }),
  );
});
