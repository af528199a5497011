/** For tests of the guards: files that an admin uploads, and the plans made from them. */
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { type DemoJob, unwrap } from '#test/demo-job';

/** A CSV file of these columns. */
export function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The account ID of a made-up person. */
export const madeUpId = (at: number): string =>
  `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** This many people whom no organisation has. */
export const madeUpPeople = (count: number): { accountId: string; name: string; email: string }[] =>
  Array.from({ length: count }, (_, at) => {
    return { accountId: madeUpId(at), name: `Person ${at}`, email: `person.${at}@example.com` };
  });

/** People as a users export without roles. */
export function withoutRoles(
  people: readonly { accountId: string; name: string; email: string; status?: string }[],
): string {
  const rows = people.map(({ accountId, name, email, status = 'active' }) => [
    accountId,
    name,
    email,
    status,
  ]);
  return csv(['User id', 'User name', 'email', 'User status'], rows);
}

/** Account IDs alone. */
export const bareIds = (people: readonly { accountId: string }[]): string =>
  csv(
    ['Atlassian ID'],
    people.map(({ accountId }) => [accountId]),
  );

/** Ticks everybody who can be ticked, the doubtful users too, each by name. */
export async function tickEach({ app }: DemoJob, rosterId: string): Promise<void> {
  const review = unwrap(await app.engine.rosters.review(rosterId));
  const ids = review.flatMap(({ user, block }) => (block === null && user.accountId ? user.accountId : []));
  unwrap(await app.engine.rosters.setTicked(rosterId, ids, true));
}

/** Uploads a file and says that the admin's own account is not in it. Returns the ID of the roster. */
export async function upload(
  { app }: DemoJob,
  text: string,
  { writtenAt = null, own = 'admin@example.net' }: { writtenAt?: number | null; own?: string | null } = {},
): Promise<string> {
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  const { rosters } = app.engine;
  const { id } = unwrap(await rosters.upload(file(), { name: 'file.csv', writtenAt }));
  if (own !== null) unwrap(await rosters.setOperatorAbsent(id, own));
  return id;
}

/** Asks Atlassian everything and waits for the answers, however slow this machine is. */
export function askAtlassian({ app }: DemoJob, rosterId: string | null): Promise<void> {
  const ever = Number.MAX_SAFE_INTEGER;
  return app.engine.plans.prepare(rosterId, { facts: ever, lists: ever });
}

/** The admin's confirmation of a plan. */
export const confirmed = ({ plan: { id, digest, count } }: SealedPlan) => ({ planId: id, digest, count });

/** The accounts of a plan, in its order. */
export const accountsOf = ({ entries }: SealedPlan): string[] => entries.map(({ accountId }) => accountId);

/** Starts a plan and follows its run to the end. Returns the run's ID. */
export async function run(job: DemoJob, sealed: SealedPlan): Promise<string> {
  const { record } = await job.goOn(job.start(sealed).record.id);
  return record.id;
}

/** The first `count` people of the demo organisation who can be deactivated. */
export function ordinary({ organisation }: DemoJob, count = Number.POSITIVE_INFINITY) {
  return organisation
    .people()
    .filter(({ kind, status, suspended }) => kind === 'ordinary' && status === 'active' && !suspended)
    .slice(0, count);
}

/** The organisation admins of the demo organisation. */
export const admins = ({ organisation }: DemoJob) =>
  organisation.people().filter(({ kind }) => kind === 'organisation-admin');

/** Every account that was called, in order. */
export const called = (job: DemoJob): string[] =>
  job.calls('lifecycle.disable').flatMap(({ accountId }) => accountId ?? []);
