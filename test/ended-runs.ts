/** For tests: what is done with runs of ordinary users that have ended, against the demo organisation. */
import type { PlanSource } from '#lib/domain/plan/source';
import type { RunView } from '#lib/engine/run/run-view';
import { answered, type DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';

/** A run of `count` ordinary users that has ended. */
export async function ran(job: DemoJob, count: number): Promise<RunView> {
  const { record } = job.start(await job.seal(count, undefined, job.isOrdinary));
  return job.goOn(record.id);
}

/** A run made of users of another run, which has ended. */
export async function ranFrom(
  job: DemoJob,
  { record }: RunView,
  users: PlanSource,
  positions?: number[],
): Promise<RunView> {
  const sealed = unwrap(job.app.engine.runs.sealFrom(record.id, users, { positions, ...answered }));
  return job.goOn(job.start(sealed).record.id);
}

/** The run after its accounts were read again. */
export async function verified(job: DemoJob, { record }: RunView): Promise<RunView> {
  unwrap(job.app.engine.runs.verify(record.id));
  await until(() => job.get(record.id).state.verification?.endedAt != null);
  return job.get(record.id);
}

/** The accounts of the plan of a run, in its order. */
export function planned(job: DemoJob, { plan }: RunView): string[] {
  return unwrap(job.app.engine.plans.get(plan.id)).entries.map(({ accountId }) => accountId);
}

/** Somebody else changes an account: no call of Lockstep. */
export async function elsewhere(
  { organisation: { url, apiKey } }: DemoJob,
  accountId: string,
  act: 'enable' | 'disable',
): Promise<void> {
  const answer = await fetch(`${url}/users/${encodeURIComponent(accountId)}/manage/lifecycle/${act}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  if (answer.status !== 204) throw new Error(`The account was not changed: ${answer.status}.`);
}

/** An ordinary account that is not in the plan of a run. */
export function notPlanned(job: DemoJob, view: RunView): string {
  const inPlan = new Set(planned(job, view));
  const found = job.organisation
    .people()
    .find(({ accountId }) => job.isOrdinary(accountId) && !inPlan.has(accountId));
  if (found === undefined) throw new Error('Everybody is in the plan.');
  return found.accountId;
}
