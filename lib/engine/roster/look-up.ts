/** Looks up account IDs by e-mail address, in the background. Results are stored as they arrive. */
import { startsUnticked } from '#lib/domain/plan/selection';
import { newSurvey } from '#lib/domain/plan/survey';
import { allLookedUp, emailsAtOnce, type LookUp, toLookUp, waitsForLookUp } from '#lib/domain/roster/look-up';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups } from '#lib/domain/text/pieces';
import { placeNoun } from '#lib/domain/text/place';
import type { Connections } from '#lib/engine/connection/connection';
import { openOrganisation } from '#lib/engine/connection/open-organisation';
import type { AskingQueue } from '#lib/engine/directory/asking-queue';
import {
  type BackgroundJobs,
  type JobControl,
  newBackgroundJobs,
} from '#lib/engine/directory/background-job';
import { findByAddress } from '#lib/engine/directory/find-by-address';
import type { Sweep } from '#lib/engine/directory/sweep';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import { type ArrivalParts, arrivalQuestions, settleArrivals } from '#lib/engine/roster/arrivals';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

type LookUpProgress = Omit<NonNullable<LookUp['running']>, 'waitsFor'>;

/** The verbs on look-ups. */
export interface LookUpVerbs {
  /** In pieces, so that other work continues. */
  view(rosterId: string): Promise<Result<LookUp>>;
  /** Starts or continues in the background. */
  start(rosterId: string): Promise<Result<LookUp>>;
  cancel(rosterId: string): Promise<Result<LookUp>>;
}

interface LookUpParts extends ArrivalParts {
  store: RosterStore;
  connections: Connections;
  queue: Pick<AskingQueue, 'add'>;
  /** The reason why no requests should be made now; null if they may be. */
  busy(): string | null;
  clock: Clock;
  random: Pick<Random, 'fraction'>;
}

/** The parts, and the running look-up. */
interface LookUps extends LookUpParts {
  jobs: BackgroundJobs<LookUpProgress>;
}

/** Verbs over the rosters. One look-up asks at a time, and none during a run. */
export function newLookUp(parts: LookUpParts): LookUpVerbs {
  const jobs = newBackgroundJobs<LookUpProgress>({
    queue: parts.queue,
    busy: parts.busy,
    busyHint: 'Look them up once the run has ended.',
    againHint: 'Look them up again.',
  });
  const all: LookUps = { ...parts, jobs };
  return {
    view: (rosterId) => view(all, rosterId),
    start: (rosterId) => start(all, rosterId),
    cancel(rosterId) {
      jobs.stop(rosterId);
      return view(all, rosterId);
    },
  };
}

async function view({ store, jobs }: LookUps, rosterId: string): Promise<Result<LookUp>> {
  if (store.get(rosterId) === null) {
    return failed('not-found', 'This roster no longer exists.', 'Upload the file again.');
  }
  const users = await inTurns(store.usersInPieces(rosterId));
  return done({
    left: users.filter(waitsForLookUp).length,
    running: jobs.of(rosterId)?.progress ?? null,
    failure: jobs.failure(rosterId),
  });
}

async function start(all: LookUps, rosterId: string): Promise<Result<LookUp>> {
  const { connections, jobs } = all;
  const found = await view(all, rosterId);
  if (!found.ok || jobs.of(rosterId) || found.value.left === 0) return found;
  const open = openOrganisation(connections);
  if (!open.ok) return open;
  const { atlassian, organisation } = open.value;
  const free = jobs.mayBegin();
  if (!free.ok) return free;
  const total = found.value.left;
  const job = { rosterId, atlassian, organisationId: organisation.id, total };
  jobs.begin(rosterId, { done: 0, total, waitingUntil: null }, (control) =>
    lookUp(all, { ...job, ...control }),
  );
  return view(all, rosterId);
}

interface LookUpJob extends JobControl<LookUpProgress> {
  rosterId: string;
  atlassian: Atlassian;
  organisationId: string;
  /** The users to look up, including those that were looked up before the job was interrupted. */
  total: number;
}

/** Looks up a batch of addresses, and stores the results before it continues with the next batch. */
async function lookUp(all: LookUps, job: LookUpJob): Promise<void> {
  const { rosterId, atlassian, organisationId, signal, report, fail } = job;
  const { store, clock, random } = all;
  const sweep: Sweep = {
    atlassian,
    organisationId,
    store: all.directory.store(),
    signal,
    clock,
    random: random.fraction,
    waiting: (waitingUntil) => report({ waitingUntil }),
    progress: () => undefined,
  };
  const { waiting, taken } = toLookUp(await inTurns(store.usersInPieces(rosterId)));
  const addresses = [...waiting.keys()];
  let known = job.total - [...waiting.values()].reduce((sum, users) => sum + users.length, 0);
  for (let at = 0; at < addresses.length && !signal.aborted; at += emailsAtOnce) {
    const asked = addresses.slice(at, at + emailsAtOnce);
    const written = asked.map((address) => waiting.get(address)?.[0]?.email ?? address);
    const found = await findByAddress(sweep, written);
    const roster = store.get(rosterId);
    if (signal.aborted || roster === null) return;
    if (!found.ok) {
      const { code, message, hint } = found.fault;
      fail({ code, message, hint });
      return;
    }
    const noun = placeNoun(roster.summary.workbook !== undefined);
    const these = asked.flatMap((address) => waiting.get(address) ?? []);
    keep(all, rosterId, allLookedUp(these, found.accounts, taken, noun));
    known += these.length;
    report({ done: known });
  }
}

/** Stores the users with the found account IDs. Newly protected users start unticked. */
function keep(all: LookUps, rosterId: string, users: readonly RosterUser[]): void {
  const { store } = all;
  const roster = store.get(rosterId);
  if (roster === null) return;
  const { name, kind } = roster;
  const survey = newSurvey(arrivalQuestions(all));
  survey.see(users);
  const here = new Set<string>(users.flatMap(({ accountId }) => accountId ?? []));
  const arrival = { name, kind, survey: survey.result(), accountIds: inGroups(here) };
  const guarded = atOnce(settleArrivals(all, arrival)).filter((accountId) => here.has(accountId));
  const inactive = users.filter((user) => startsUnticked(user, kind));
  store.replaceUsers(rosterId, users, [...guarded, ...inactive.flatMap(({ accountId }) => accountId ?? [])]);
}
