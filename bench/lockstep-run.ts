/** A whole run of Lockstep's engine with its real client, database and journal, in its own folder. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { originalFiles } from '#lib/adapters/original-files';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { storesOf } from '#lib/adapters/sqlite/stores/stores-of';
import { systemClock } from '#lib/adapters/system-clock';
import { defaultSizeLimit } from '#lib/domain/plan/alarms/size-limit';
import { type Plan, type PlanTerms, planVersion } from '#lib/domain/plan/plan';
import { planText } from '#lib/domain/plan/plan-text';
import { defaultOptions, type RunOptions } from '#lib/domain/plan/run-options';
import { atOnce } from '#lib/domain/text/pieces';
import { newEngine } from '#lib/engine/engine';
import type { RunStore } from '#lib/engine/storage/runs';
import { hashing } from '#lib/server/hashing';
import { random } from '#lib/server/random';

/** Distinct account IDs. */
export function accounts(count: number, from = 0): string[] {
  return Array.from(
    { length: count },
    (_, at) => `712020:${(from + at).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
  );
}

/**
 * Runs over these people without keeping them in memory; `ended` is called while the run is still in memory. Returns
 * the time it took, in ms.
 */
export async function lockstepRun(
  url: string,
  people: () => readonly string[],
  options: Partial<RunOptions> = {},
  ended: () => void = () => {},
): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  const stores = storesOf(opened);
  const engine = newEngine({
    ...stores,
    originals: originalFiles(folder),
    clock: systemClock(),
    random,
    hashing,
    demo: { start: () => Promise.reject(new Error('not used')), exportCsv: () => null },
    apiUrl: url,
    environment: { key: 'test-key-of-the-bench', organisationId: 'bench' },
    classifyRecorded,
    directoryFiles: directoryFiles(folder),
    gateway: (mayWrite) => ({
      open: ({ apiUrl, key }) =>
        createAtlassianClient({
          baseUrl: apiUrl,
          key,
          product: { name: 'Lockstep', version: '0' },
          mayWrite,
        }),
    }),
  });
  const { digest, count } = savePlan(stores.runStore, people(), options);
  await engine.connections.recheck();
  const begun = performance.now();
  const started = engine.runs.start({ planId: 'plan', digest, count });
  if (!started.ok) throw new Error(started.error.message);
  const { id } = started.value.record;
  const follower = new AbortController();
  // The texts of the entries go to a page as they are, and the page parses them. This looks at the last one only.
  for await (const batch of engine.runs.follow(id, 0, follower.signal)) {
    const last = batch.at(-1)?.text;
    if (last?.includes('"type":"paused"')) throw new Error(last);
  }
  const took = performance.now() - begun;
  const view = engine.runs.get(id);
  if (!view.ok || view.value.state.settled !== count) throw new Error('The run did not do everybody.');
  ended();
  await engine.runs.close();
  await engine.connections.client()?.close();
  opened.close();
  rmSync(folder, { recursive: true, force: true });
  return took;
}

function savePlan(store: RunStore, ids: readonly string[], options: Partial<RunOptions>): Plan {
  const entries = ids.map((accountId, position) => ({
    position,
    accountId,
    name: `Ada Example ${position}`,
    // The stand-in finds the account by its address.
    email: `ada.${accountId.slice(7, 15)}@example.com`,
  }));
  const terms = {
    version: planVersion,
    organisationId: 'bench',
    organisationName: 'bench',
    rosterName: 'bench',
    message: null,
    options: { ...defaultOptions, ...options },
    terms: judgedTerms(entries.length),
  };
  const plan: Plan = {
    ...terms,
    id: 'plan',
    rosterId: null,
    count: entries.length,
    digest: createHash('sha256').update(planText(terms, entries), 'utf8').digest('hex'),
    createdAt: Date.now(),
  };
  atOnce(store.savePlan({ plan, entries, alarms: [] }, () => true));
  return plan;
}

/** The terms of a plan that was judged and raised no question. The gate refuses a plan without them. */
function judgedTerms(count: number): PlanTerms {
  return {
    protections: { count: 0, digest: hashing.sha256('') },
    preflightAt: null,
    activeAccounts: null,
    reach: count,
    predicted: {},
    sizeLimit: { ...defaultSizeLimit, exceeded: null, raisedBecause: null },
    alarms: [],
    admins: { by: 'organisation', at: Date.now() },
    questions: [],
  };
}
