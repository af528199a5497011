/** For tests and the bench: a data folder with one run of any length, played with the product's own decisions. */
import { openDatabase } from '#lib/adapters/sqlite/database';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { type Plan, planVersion } from '#lib/domain/plan/plan';
import { planText } from '#lib/domain/plan/plan-text';
import { hashing } from '#lib/server/hashing';
import { fairAtlassian, playRun, samplePlan } from '#test/samples/run';
import { savePlan } from '#test/save-plan';

/** Writes the run `run` of `total` users, and ends after `maxSteps` steps. Returns how many entries it wrote. */
export function writeLongRun(dataDir: string, total: number, maxSteps = total * 4): number {
  const opened = openDatabase(dataDir);
  if (!opened.ok) throw new Error(opened.message);
  const store = runStore(opened.database, opened.safe);
  const entries = samplePlan(total);
  const terms = {
    version: planVersion,
    organisationId: 'org',
    organisationName: 'Example Org',
    rosterName: 'many.csv',
    message: null,
  };
  const digest = hashing.sha256(planText(terms, entries));
  const plan: Plan = { ...terms, id: 'plan', rosterId: null, count: total, digest, createdAt: Date.now() };
  savePlan(store, plan, entries);
  store.createRun({ id: 'run', planId: 'plan', createdAt: Date.now() });
  const played = playRun({ total, maxSteps, atlassian: fairAtlassian() });
  const events = played.entries.map(({ event }) =>
    event.type === 'started' ? { ...event, planDigest: digest } : event,
  );
  const written = store.append('run', events, Date.now());
  if (!written.ok) throw new Error(written.message);
  opened.close();
  return written.entries.length;
}
