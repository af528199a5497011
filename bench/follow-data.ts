/** For `follow.mjs`: a data folder with one long run in it, played by the product's own decisions. Prints its ID. */
import path from 'node:path';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { runStore } from '#lib/adapters/sqlite/run-store';
import { fairAtlassian, playRun, samplePlan } from '#lib/domain/run-samples';

const [dataDir = '', users = '50000'] = process.argv.slice(2);
const total = Number(users);
const opened = openDatabase(path.resolve(dataDir));
if (!opened.ok) throw new Error(opened.message);
const store = runStore(opened.database, opened.safe);
const plan = {
  id: 'plan',
  rosterId: null,
  rosterName: 'many.csv',
  organisationId: 'org',
  organisationName: 'Example Org',
  message: null,
  count: total,
  digest: 'digest',
  createdAt: Date.now(),
};
store.savePlan(plan, samplePlan(total), []);
store.createRun({ id: 'run', planId: 'plan', createdAt: Date.now() });
const { entries } = playRun({ total, maxSteps: total * 4, atlassian: fairAtlassian() });
const written = store.append(
  'run',
  entries.map(({ event }) => event),
  Date.now(),
);
if (!written.ok) throw new Error(written.message);
opened.close();
process.stdout.write(`${written.entries.length}\n`);
