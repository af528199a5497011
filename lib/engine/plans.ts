/** Sealing a plan: freezing exactly whom a run may call. */
import { type Plan, type PlanEntry, planText } from '#lib/domain/plan';
import { type PlanSource, pickUsers, sourceNames, sourceNotes } from '#lib/domain/plan-source';
import type { RunState } from '#lib/domain/run';
import { defaultOptions, type RunOptions } from '#lib/domain/run-options';
import { blockOf } from '#lib/domain/selection';
import type { Connections } from '#lib/engine/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Chance, Clock } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protections';
import type { RosterVerbs } from '#lib/engine/rosters';
import type { Person, RosterStore, RunStore } from '#lib/engine/storage';

export interface SealedPlan {
  plan: Plan;
  entries: PlanEntry[];
  /** What the admin should know before confirming: who was left out and why, what cannot be undone. */
  notes: string[];
}

/** An ended run. */
export interface Parent {
  runId: string;
  number: number;
  plan: Plan;
  state: RunState;
}

export interface PlanVerbs {
  /** Freezes the ticked, eligible users of a roster, in file order. */
  seal(rosterId: string, message: string | null, options?: RunOptions): Result<SealedPlan>;
  /** Freezes some users of an ended run, in the order of its plan. */
  sealFrom(parent: Parent, users: PlanSource, options?: RunOptions): Result<SealedPlan>;
  get(id: string): Result<SealedPlan>;
}

/** Verbs over stored plans. */
export function newPlans(parts: {
  rosters: RosterVerbs;
  rosterStore: RosterStore;
  runStore: RunStore;
  protections: ProtectionVerbs;
  connections: Connections;
  clock: Clock;
  chance: Chance;
}): PlanVerbs {
  const { runStore, protections, clock, chance } = parts;

  function freeze(
    people: readonly Person[],
    wish: Pick<Plan, 'rosterId' | 'rosterName' | 'message' | 'act' | 'parent'>,
    options: RunOptions | undefined,
    notes: string[],
  ): Result<SealedPlan> {
    const view = parts.connections.view();
    if (view.state === 'none') {
      return failed(
        'not-connected',
        'Lockstep is not connected to an organisation.',
        'Connect first, on New run.',
      );
    }
    if (view.organisation === null && view.organisations.length > 1) {
      return failed(
        'not-connected',
        'No organisation is chosen yet.',
        'Choose one of those the key sees, on New run.',
      );
    }
    if (people.length === 0) {
      return failed(
        'nothing-selected',
        'Nobody is selected.',
        'Tick at least one user who can be deactivated.',
      );
    }
    const entries = people.map(({ accountId, name, email }, position) => ({
      position,
      accountId,
      name,
      email,
    }));
    const organisationId = view.organisation?.id ?? null;
    // What is as usual is not written down, so that such plans stay as they always were.
    const usual = JSON.stringify(options ?? defaultOptions) === JSON.stringify(defaultOptions);
    const terms = { ...wish, ...(options && !usual ? { options } : {}) };
    const plan: Plan = {
      ...terms,
      id: chance.id(),
      organisationId,
      organisationName: view.organisation?.name ?? 'your organisation',
      count: entries.length,
      digest: chance.sha256(planText({ organisationId, ...terms }, entries)),
      createdAt: clock.wall(),
    };
    runStore.savePlan(plan, entries);
    return done({ plan, entries, notes });
  }

  return {
    seal(rosterId, message, options) {
      const roster = parts.rosters.get(rosterId);
      if (!roster.ok) return roster;
      if (parts.rosters.operator(roster.value).state === 'unknown') {
        return failed(
          'operator-unknown',
          'Which account is yours is not known yet.',
          'Say which of these accounts is yours, or that you are not in this file.',
        );
      }
      const protectedNow = protections.all();
      const unticked = parts.rosterStore.unticked(rosterId);
      const people: Person[] = [];
      for (const user of parts.rosterStore.users(rosterId)) {
        const { accountId, name, email } = user;
        if (accountId === null || unticked.has(accountId) || blockOf(user, protectedNow) !== null) continue;
        people.push({ accountId, name, email });
      }
      return freeze(people, { rosterId, rosterName: roster.value.name, message }, options, []);
    },
    sealFrom({ runId, number, plan, state }, users, options) {
      const connected = parts.connections.organisation();
      if (plan.organisationId !== null && connected !== null && connected.id !== plan.organisationId) {
        const message = `That run was for ${plan.organisationName}, and Lockstep is connected to ${connected.name}.`;
        return failed('conflict', message, `Connect to ${plan.organisationName} first.`);
      }
      const { picked, leftOut } = pickUsers(users, state, runStore.planEntries(plan.id));
      const people = picked.filter((entry) => protections.reasonAgainst(entry.accountId) === null);
      const guarded = picked.length - people.length;
      const notes = sourceNotes(users, { leftOut, guarded });
      const restores = users === 'deactivated';
      const message = restores ? null : plan.message;
      const rosterName = `${sourceNames[users]} run ${number} (${plan.rosterName})`;
      const act = restores ? 'restore' : (plan.act ?? 'deactivate');
      const wish = { rosterId: null, rosterName, message, parent: { runId, users } };
      return freeze(people, act === 'restore' ? { ...wish, act } : wish, options, notes);
    },
    get(id) {
      const plan = runStore.plan(id);
      if (!plan)
        return failed('not-found', 'This plan no longer exists.', 'Go back to the review and try again.');
      return done({ plan, entries: runStore.planEntries(id), notes: [] });
    },
  };
}
