/** Looking up account IDs by e-mail address, in the background; what was found is kept as it comes. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Fault } from '#lib/domain/outcome/answer';
import {
  addressOf,
  emailsAtOnce,
  type FoundAccount,
  lookedUp,
  waitsForLookUp,
} from '#lib/domain/roster/look-up';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { Connections } from '#lib/engine/connection/connection';
import { newPatience, type Patience } from '#lib/engine/directory/patience';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { watchArrivals } from '#lib/engine/roster/arrivals';
import type { RosterStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

export interface LookUpView {
  left: number;
  running: { done: number; total: number; waitingUntil: number | null } | null;
  failure: { message: string; hint: string } | null;
}

export interface LookUpVerbs {
  /** In pieces: others have their turns. */
  view(rosterId: string): Promise<Result<LookUpView>>;
  /** Begins, or goes on, in the background. */
  start(rosterId: string): Promise<Result<LookUpView>>;
  cancel(rosterId: string): Promise<Result<LookUpView>>;
  /** Ends the look-up of whichever roster; what was found stays. */
  stop(): void;
  close(): Promise<void>;
}

interface Job {
  rosterId: string;
  controller: AbortController;
  progress: NonNullable<LookUpView['running']>;
  over: Promise<void>;
}

/** Verbs over the rosters. One roster at a time, and not while a run is under way. */
export function newLookUp(parts: {
  store: RosterStore;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'watch'>;
  connections: Connections;
  /** Why nothing should be asked now; null where it may. */
  busy(): string | null;
  clock: Clock;
  random: Pick<Random, 'fraction'>;
}): LookUpVerbs {
  const { store, clock, random } = parts;
  const failures = new Map<string, LookUpView['failure']>();
  let job: Job | null = null;

  async function view(rosterId: string): Promise<Result<LookUpView>> {
    if (store.get(rosterId) === null) {
      return failed('not-found', 'This roster no longer exists.', 'Upload the file again.');
    }
    const users = await inTurns(store.usersInPieces(rosterId));
    return done({
      left: users.filter(waitsForLookUp).length,
      running: job?.rosterId === rosterId ? job.progress : null,
      failure: failures.get(rosterId) ?? null,
    });
  }

  function keep(rosterId: string, users: readonly RosterUser[]): void {
    const roster = store.get(rosterId);
    if (roster === null) return;
    const arrivals = watchArrivals(parts, roster.name);
    arrivals.see(users);
    const guarded = arrivals.settle(roster.kind).map(({ accountId }) => accountId);
    const here = new Set<string>(users.flatMap(({ accountId }) => accountId ?? []));
    store.replaceUsers(
      rosterId,
      users,
      guarded.filter((accountId) => here.has(accountId)),
    );
  }

  async function carryOut(mine: Job, atlassian: Atlassian, organisationId: string): Promise<void> {
    const { rosterId, controller } = mine;
    const { signal } = controller;
    const patience: Patience = {
      signal,
      clock,
      random: random.fraction,
      waiting: (waitingUntil) => {
        mine.progress = { ...mine.progress, waitingUntil };
      },
    };
    const all = await inTurns(store.usersInPieces(rosterId));
    const waiting = new Map<string, RosterUser[]>();
    const taken = new Map<AccountKey, number>();
    const take = ({ accountId, line }: RosterUser) => {
      if (accountId !== null && !taken.has(accountKey(accountId))) taken.set(accountKey(accountId), line);
    };
    for (const user of all) {
      take(user);
      const address = addressOf(user.email);
      if (waitsForLookUp(user)) waiting.set(address, [...(waiting.get(address) ?? []), user]);
    }
    const addresses = [...waiting.keys()];
    for (let at = 0; at < addresses.length && !signal.aborted; at += emailsAtOnce) {
      const asked = addresses.slice(at, at + emailsAtOnce);
      const found = await search(atlassian, organisationId, asked, patience);
      if (signal.aborted || store.get(rosterId) === null) return;
      if ('fault' in found) {
        const { message, hint } = found.fault;
        failures.set(rosterId, { message, hint });
        return;
      }
      const users: RosterUser[] = [];
      const these = asked.flatMap((address) => waiting.get(address) ?? []);
      for (const user of these.sort((one, other) => one.position - other.position)) {
        const known = lookedUp(user, found.accounts.get(addressOf(user.email)) ?? [], taken);
        take(known);
        users.push(known);
      }
      keep(rosterId, users);
      mine.progress = { ...mine.progress, done: mine.progress.done + users.length };
    }
  }

  return {
    view,
    async start(rosterId) {
      const found = await view(rosterId);
      if (!found.ok || job?.rosterId === rosterId || found.value.left === 0) return found;
      const atlassian = parts.connections.client();
      const organisation = parts.connections.organisation();
      if (!atlassian || !organisation) {
        return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
      }
      const busy = parts.busy();
      if (busy !== null) return failed('conflict', busy, 'Look them up once the run has ended.');
      if (job)
        return failed('conflict', 'Another roster is being looked up.', 'Wait for it, or stop it there.');
      failures.delete(rosterId);
      const mine: Job = {
        rosterId,
        controller: new AbortController(),
        progress: { done: 0, total: found.value.left, waitingUntil: null },
        over: Promise.resolve(),
      };
      job = mine;
      mine.over = carryOut(mine, atlassian, organisation.id)
        .catch((problem: unknown) => {
          const message = `Lockstep could not keep what it found: ${String(problem)}`;
          failures.set(rosterId, { message, hint: 'Look them up again.' });
        })
        .finally(() => {
          job = null;
        });
      return view(rosterId);
    },
    cancel(rosterId) {
      if (job?.rosterId === rosterId) job.controller.abort();
      return view(rosterId);
    },
    stop: () => job?.controller.abort(),
    async close() {
      job?.controller.abort();
      await job?.over;
    },
  };
}

/** Whom the organisation has by these addresses. */
async function search(
  atlassian: Atlassian,
  organisationId: string,
  emails: readonly string[],
  patience: Patience,
): Promise<{ accounts: Map<string, FoundAccount[]> } | { fault: Fault }> {
  const { again } = newPatience(patience);
  const query = { emails, expand: ['platformRoles'], limit: 100 } as const;
  for (;;) {
    const accounts = new Map<string, FoundAccount[]>();
    let fault: Fault | null = null;
    for await (const answer of atlassian.searchUsers(organisationId, '-', query, patience.signal)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      for (const { accountId, email, name, platformRoles } of answer.value) {
        const address = addressOf(email ?? '');
        const admin = platformRoles.includes('atlassian/org-admin');
        accounts.set(address, [...(accounts.get(address) ?? []), { accountId, email, name, admin }]);
      }
    }
    if (fault === null) return { accounts };
    if (!(await again(fault))) return { fault };
  }
}
