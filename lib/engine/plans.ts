/** Sealing a plan: freezing exactly whom a run may call. */
import { type Plan, type PlanEntry, planText } from '#lib/domain/plan';
import type { PlanAlarm } from '#lib/domain/plan-alarm';
import { type PlanSource, pickUsers, sourceNames, sourceNotes } from '#lib/domain/plan-source';
import type { RosterUser } from '#lib/domain/roster';
import type { RunState } from '#lib/domain/run';
import { defaultOptions, type RunOptions } from '#lib/domain/run-options';
import { blockOf } from '#lib/domain/selection';
import type { Connections } from '#lib/engine/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import { type Judged, judgePlan } from '#lib/engine/plan-judgement';
import type { Chance, Clock } from '#lib/engine/ports';
import type { PreflightVerbs } from '#lib/engine/preflight';
import type { ProtectionVerbs } from '#lib/engine/protections';
import type { RosterVerbs } from '#lib/engine/rosters';
import type { RosterStore, RunStore } from '#lib/engine/storage';

export interface SealedPlan {
  plan: Plan;
  entries: PlanEntry[];
  /** What speaks against it. */
  alarms: readonly PlanAlarm[];
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

/** What else an admin may ask of a plan. */
export interface SealWish {
  options?: RunOptions | undefined;
  /** Why the plan may be above the brake, this once. */
  raisedBecause?: string | null;
  /** Everything but the write. */
  dryRun?: boolean | undefined;
}

export interface PlanVerbs {
  /** Freezes the ticked, eligible users of a roster, in file order. */
  seal(rosterId: string, message: string | null, wish?: SealWish): Result<SealedPlan>;
  /** Why a sealed plan must not be started now. */
  refusal(sealed: Pick<SealedPlan, 'plan' | 'entries'>): Result<void>;
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
  preflight: Pick<PreflightVerbs, 'known' | 'brake'>;
  clock: Clock;
  chance: Chance;
}): PlanVerbs {
  const { runStore, protections, clock, chance } = parts;

  function freeze(
    people: readonly Omit<PlanEntry, 'position'>[],
    under: Pick<Plan, 'rosterId' | 'rosterName' | 'message' | 'act' | 'parent'>,
    options: RunOptions | undefined,
    judged: Judged | null,
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
    const entries = people.map((person, position) => ({ position, ...person }));
    const organisationId = view.organisation?.id ?? null;
    // What is as usual is not written down, so that such plans stay as they always were.
    const usual = JSON.stringify(options ?? defaultOptions) === JSON.stringify(defaultOptions);
    const sealed = {
      ...under,
      organisationId,
      ...(options && !usual ? { options } : {}),
      ...(judged ? { terms: judged.terms } : {}),
    };
    const plan: Plan = {
      ...sealed,
      id: chance.id(),
      organisationName: view.organisation?.name ?? 'your organisation',
      count: entries.length,
      digest: chance.sha256(planText(sealed, entries)),
      createdAt: clock.wall(),
    };
    const alarms = judged?.alarms ?? [];
    runStore.savePlan(plan, entries, alarms);
    return done({ plan, entries, alarms, notes });
  }

  /** Whom a plan of this roster would have at this moment, in file order. */
  function selected(rosterId: string): RosterUser[] {
    const protectedNow = protections.all();
    const unticked = parts.rosterStore.unticked(rosterId);
    return parts.rosterStore
      .users(rosterId)
      .filter((user) => user.accountId !== null && !unticked.has(user.accountId))
      .filter((user) => blockOf(user, protectedNow) === null);
  }

  return {
    seal(rosterId, message, { options, raisedBecause = null, dryRun = false } = {}) {
      const roster = parts.rosters.get(rosterId);
      if (!roster.ok) return roster;
      if (parts.rosters.operator(roster.value).state === 'unknown') {
        return failed(
          'operator-unknown',
          'Which account is yours is not known yet.',
          'Say which of these accounts is yours, or that you are not in this file.',
        );
      }
      const judged = judgePlan({
        roster: roster.value,
        users: selected(rosterId),
        everybody: parts.rosterStore.users(rosterId),
        knowledge: parts.preflight.known(rosterId),
        protections: protections.all(),
        operator: protections.operator(),
        brake: parts.preflight.brake(),
        raisedBecause,
        now: clock.wall(),
        sha256: chance.sha256,
      });
      const refused = judged.alarms.find(({ level }) => level === 'refuse');
      if (refused) {
        const names = refused.names.map(({ name, note }) => (note ? `${name} (${note})` : name));
        return failed('conflict', refused.title, refused.body, names);
      }
      const { name: rosterName } = roster.value;
      const wish = { rosterId, rosterName, message, ...(dryRun ? { act: 'dry-run' as const } : {}) };
      return freeze(judged.people, wish, options, judged, []);
    },
    refusal({ plan, entries }) {
      const { terms, rosterId, act } = plan;
      // A dry run harms nobody, however many they are.
      if (act !== 'dry-run' && terms?.brake.exceeded && terms.brake.raisedBecause === null) {
        const cure = 'Give the reason for raising the brake for this one plan, and seal it again.';
        return failed('conflict', `${terms.brake.exceeded} No reason was given.`, cure);
      }
      if (rosterId === null || parts.rosterStore.get(rosterId) === null) return done(undefined);
      const now = selected(rosterId);
      const same =
        now.length === entries.length && now.every((user, at) => user.accountId === entries[at]?.accountId);
      if (same) return done(undefined);
      const message = 'Ticks or protections changed after the plan was sealed.';
      return failed('conflict', message, 'Go back to the review and confirm again.');
    },
    sealFrom({ runId, number, plan, state }, users, options) {
      const connected = parts.connections.organisation();
      if (plan.organisationId !== null && connected !== null && connected.id !== plan.organisationId) {
        const message = `That run was for ${plan.organisationName}, and Lockstep is connected to ${connected.name}.`;
        return failed('conflict', message, `Connect to ${plan.organisationName} first.`);
      }
      const { picked, leftOut } = pickUsers(users, state, runStore.planEntries(plan.id));
      const people = picked
        .filter((entry) => protections.reasonAgainst(entry.accountId) === null)
        // What was predicted for that run is no prediction for another.
        .map(({ accountId, name, email }) => ({ accountId, name, email }));
      const guarded = picked.length - people.length;
      const notes = sourceNotes(users, { leftOut, guarded });
      const restores = users === 'deactivated';
      const message = restores ? null : plan.message;
      const rosterName = `${sourceNames[users]} run ${number} (${plan.rosterName})`;
      const act = restores ? 'restore' : (plan.act ?? 'deactivate');
      const wish = { rosterId: null, rosterName, message, parent: { runId, users } };
      return freeze(people, act === 'deactivate' ? wish : { ...wish, act }, options, null, notes);
    },
    get(id) {
      const plan = runStore.plan(id);
      if (!plan)
        return failed('not-found', 'This plan no longer exists.', 'Go back to the review and try again.');
      const alarms = runStore.planAlarms(id);
      return done({ plan, entries: runStore.planEntries(id), alarms, notes: [] });
    },
  };
}
