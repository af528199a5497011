/** Prepares the run that is killed: sealed and started, some users protected afterwards, and nobody called yet. */
import type { DemoOrganisation } from '#lib/demo/server';
import { defaultOptions } from '#lib/domain/plan/run-options';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { answered, unwrap } from '#test/demo-job';

/** The users that may be called, and those that may not, by account ID. */
export interface Begun {
  planned: ReadonlySet<string>;
  protectedIds: ReadonlySet<string>;
}

/** The application on this folder, in this process. */
export async function openApp(organisation: DemoOrganisation, dataDir: string): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  return composedApp({ dataDir, apiUrl: url, apiKey, organisationId });
}

/**
 * Seals everybody eligible, protects every seventh of them, starts the run, and closes the app before anything is
 * called.
 */
export async function beginRun(
  organisation: DemoOrganisation,
  dataDir: string,
  concurrency: number,
): Promise<Begun> {
  const app = await openApp(organisation, dataDir);
  const { rosters, plans, protections, runs } = app.engine;
  async function* file() {
    yield new TextEncoder().encode(organisation.exportCsv('users'));
  }
  const uploaded = unwrap(await rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  unwrap(await rosters.setOperatorAbsent(uploaded.id, 'admin@example.net'));
  const options = { ...defaultOptions, concurrency };
  const { plan, entries } = unwrap(plans.seal(uploaded.id, null, { options, ...answered }));
  unwrap(runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
  const protectedIds = entries.filter((_, at) => at % 7 === 3).map((entry) => entry.accountId);
  for (const accountId of protectedIds) {
    unwrap(protections.protect({ accountId, name: '', email: '' }, 'stays'));
  }
  await app.close();
  return { protectedIds: new Set(protectedIds), planned: new Set(entries.map((entry) => entry.accountId)) };
}
