/**
 * The gate: decides whether a sealed plan may leave, as a run or as an export. Every use passes every check, and
 * no option skips one.
 */
import type { Connection } from '#lib/domain/connection/connection';
import { organisationFault } from '#lib/domain/connection/planned-for';
import type { Act } from '#lib/domain/outcome/act';
import { users } from '#lib/domain/plan/alarms/wording';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { planDigest } from '#lib/domain/plan/seal';
import { filterInPieces, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { checkKeyAccepted, connectionUsable } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import { ofOneState } from '#lib/engine/one-state';
import type { PlanVerbs } from '#lib/engine/plan/plans';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { Hashing } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** The uses of a sealed plan, with the acts that each can carry out. Postman's files only deactivate. */
export const planUses = {
  run: ['deactivate', 'restore', 'dry-run'],
  postman: ['deactivate'],
} as const satisfies Record<string, readonly Act[]>;
/** A run, or files for Postman. */
export type PlanUse = keyof typeof planUses;

/** The digest and the number that the admin has confirmed. */
export interface Confirmation {
  digest: string;
  count: number;
}

interface AtTheGate extends SealedPlan {
  use: PlanUse;
  confirmed: Confirmation;
}

interface GateParts {
  plans: Pick<PlanVerbs, 'find' | 'guard' | 'since' | 'overtaken' | 'revision'>;
  protections: Pick<ProtectionVerbs, 'reasonAgainst'>;
  selection: Pick<SelectionVerbs, 'selectedInPieces'>;
  rosterStore: Pick<RosterStore, 'get'>;
  connection(): Connection;
  /** The number of the run that was started from a plan; null if there is none. */
  startedAs(planId: string): number | null;
  /** Wall clock, ms since the epoch. */
  now(): number;
  hashing: Pick<Hashing, 'sha256InPieces'>;
}

/** Lets sealed plans leave, or refuses them. */
export interface Gate {
  /**
   * The plan, if it may leave for this use now; otherwise the first failed check. In pieces, all of one state: a caller
   * that acts on the result must do so before the next piece.
   */
  pass(planId: string, use: PlanUse, confirmed: Confirmation): Pieces<Result<SealedPlan>>;
}

/** Maximum age of a judgement, in ms. After that, the plan must be sealed again. */
const longestAgeMs = 3_600_000;

const again = 'Go back to the review and confirm again.';

/** A run continues only in the organisation it was planned for. */
export function checkConnection(plan: Plan, connection: Connection): Result<void> {
  return connectionUsable(organisationFault(plan, connection));
}

/** All checks, in order. */
export const gateChecks = {
  once({ plan }: AtTheGate, { startedAs }: GateParts): Result<void> {
    const run = startedAs(plan.id);
    if (run === null) return done(undefined);
    const hint = 'See it under Runs. What is left can be sealed anew from there.';
    return failed('conflict', `This plan was started already, as run ${run}.`, hint);
  },
  act({ plan, use }: AtTheGate): Result<void> {
    const acts: readonly Act[] = planUses[use];
    if (acts.includes(plan.act ?? 'deactivate')) return done(undefined);
    const what = plan.act === 'restore' ? 'A restore' : 'A dry run';
    return failed('conflict', `${what} cannot be done with Postman.`, 'Start it here.');
  },
  *digest({ plan, entries, confirmed }: AtTheGate, { hashing }: GateParts): Pieces<Result<void>> {
    const sealed = yield* planDigest(plan, entries, entries.length, hashing.sha256InPieces());
    if (confirmed.digest === plan.digest && sealed === plan.digest) return done(undefined);
    return failed('conflict', 'The plan is not the one that was confirmed.', again);
  },
  count({ plan, entries, confirmed }: AtTheGate): Result<void> {
    if (confirmed.count === plan.count && confirmed.count === entries.length) return done(undefined);
    const hint = 'Type the number that the confirmation shows.';
    return failed('invalid', `The plan has ${users(plan.count)}, not ${whole(confirmed.count)}.`, hint);
  },
  connection({ plan }: AtTheGate, { connection }: GateParts): Result<void> {
    return checkConnection(plan, connection());
  },
  key(_: AtTheGate, { connection }: GateParts): Result<void> {
    return checkKeyAccepted(connection());
  },
  *protections({ plan, entries }: AtTheGate, { plans, protections }: GateParts): Pieces<Result<void>> {
    const isProtected = ({ accountId }: PlanEntry) => protections.reasonAgainst(accountId) !== null;
    let changed = yield* filterInPieces(entries, isProtected);
    if (changed.length === 0) {
      // Protecting somebody is a change after which the gate begins again.
      yield* plans.guard({ plan, entries });
      changed = yield* filterInPieces(entries, isProtected);
    }
    if (changed.length === 0) return done(undefined);
    const names = changed.slice(0, 10).map((entry) => entry.name || entry.accountId);
    const message = `${whole(changed.length)} of these users ${changed.length === 1 ? 'was' : 'were'} protected after the plan was sealed.`;
    return failed('conflict', message, again, names);
  },
  *ticks(
    { plan: { rosterId }, entries }: AtTheGate,
    { rosterStore, selection }: GateParts,
  ): Pieces<Result<void>> {
    // A plan made from a run has no ticks. The plans of a roster are deleted with it.
    if (rosterId === null || rosterStore.get(rosterId) === null) return done(undefined);
    const now = yield* selection.selectedInPieces(rosterId);
    const same =
      now.length === entries.length && now.every((user, at) => user.accountId === entries[at]?.accountId);
    if (same) return done(undefined);
    const message =
      'Ticks or protections changed after the plan was sealed, or Atlassian or a run called some of these users inactive.';
    return failed('conflict', message, again);
  },
  *otherRuns({ plan, entries }: AtTheGate, { plans }: GateParts): Pieces<Result<void>> {
    const changed = yield* plans.overtaken({ plan, entries });
    if (changed.length === 0) return done(undefined);
    const names = changed.slice(0, 10).map((entry) => entry.name || entry.accountId);
    const message = `Another run has acted on ${whole(changed.length)} of these users after the plan was sealed.`;
    return failed('conflict', message, 'Go back to the run and seal the plan again.', names);
  },
  judgement({ plan }: AtTheGate): Result<void> {
    if (plan.terms?.questions !== undefined) return done(undefined);
    const message = 'This plan was sealed by an earlier version of Lockstep, which asked less.';
    return failed('conflict', message, 'Seal it again.');
  },
  age({ plan }: AtTheGate, { now }: GateParts): Result<void> {
    const age = now() - plan.createdAt;
    if (age >= 0 && age <= longestAgeMs) return done(undefined);
    const message =
      age < 0
        ? 'By the clock of this computer this plan was sealed in the future: the clock was set back.'
        : 'This plan was sealed more than an hour ago: what was known then may no longer be true.';
    return failed('conflict', message, 'Seal it again: it is judged by what is known now.');
  },
  size({ plan: { act, terms } }: AtTheGate): Result<void> {
    // A dry run changes nothing, whatever its size.
    if (act === 'dry-run' || !terms?.sizeLimit.exceeded || terms.sizeLimit.raisedBecause !== null) {
      return done(undefined);
    }
    const hint = 'Give a reason for exceeding the size limit this once, and seal the plan again.';
    return failed('conflict', `${terms.sizeLimit.exceeded} No reason was given.`, hint);
  },
  answers({ plan: { act, terms } }: AtTheGate): Result<void> {
    const open = (terms?.questions ?? []).filter(({ answer }) => answer === null);
    if (act === 'dry-run' || open.length === 0) return done(undefined);
    const message =
      open.length === 1 ? 'A question is not answered.' : `${open.length} questions are not answered.`;
    const names = open.map(({ question, title }) => `${question}: ${title}`);
    return failed('question-open', message, 'Answer on the confirmation, and seal the plan again.', names);
  },
  *since({ plan, entries }: AtTheGate, { plans }: GateParts): Pieces<Result<void>> {
    const [alarm] = yield* plans.since({ plan, entries });
    if (alarm === undefined) return done(undefined);
    const names = alarm.names.map(({ name, note }) => (note ? `${name} (${note})` : name));
    return failed('conflict', alarm.title, again, names);
  },
} as const satisfies Record<string, Check>;

/** One check of the gate; one that looks at every user works in pieces. */
type Check = (plan: AtTheGate, parts: GateParts) => Result<void> | Pieces<Result<void>>;

/** The name of a check. */
export type GateCheck = keyof typeof gateChecks;

/** The gate over these parts. */
export function newGate(parts: GateParts): Gate {
  return {
    *pass(planId, use, confirmed) {
      // A run of this plan that begins meanwhile counts too.
      const revision = () => [...parts.plans.revision(), parts.startedAs(planId)];
      const passed = yield* ofOneState(revision, (isSame) =>
        passOnce(parts, { planId, use, confirmed }, isSame),
      );
      if (passed !== 'changed') return passed;
      return failed('conflict', 'What the plan is judged by changed while it was checked.', again);
    },
  };
}

/** One attempt. `changed`: `isSame` was false, so the checks were of several states. */
function* passOnce(
  parts: GateParts,
  { planId, use, confirmed }: { planId: string; use: PlanUse; confirmed: Confirmation },
  isSame: () => boolean,
): Pieces<Result<SealedPlan> | 'changed'> {
  const sealed = yield* parts.plans.find(planId);
  if (!sealed.ok) return sealed;
  const plan: AtTheGate = { ...sealed.value, use, confirmed };
  for (const check of Object.values<Check>(gateChecks)) {
    const said = check(plan, parts);
    const passed = 'next' in said ? yield* said : said;
    if (!isSame()) return 'changed';
    if (!passed.ok) return passed;
  }
  return sealed;
}
