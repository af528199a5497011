/**
 * Seals every kind of plan, in pieces between which other work runs: answers, rules, judgement, digest. A plan is
 * judged by one state of everything: if something it is judged by changes between two pieces, the sealing begins again.
 */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { RunOptions } from '#lib/domain/plan/run-options';
import { selectionTerm } from '#lib/domain/plan/selection-term';
import type { WhoAndWhyInput } from '#lib/domain/plan/who-and-why';
import { ruleLabel } from '#lib/domain/protection/protection-rule';
import type { Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { done, failed, type Result } from '#lib/engine/errors';
import { ofOneState } from '#lib/engine/one-state';
import { takeAnswers } from '#lib/engine/plan/answers';
import { connected } from '#lib/engine/plan/destination';
import { freezePlan } from '#lib/engine/plan/freeze';
import { judgeSource } from '#lib/engine/plan/judge-source';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { SealSource } from '#lib/engine/plan/seal-source';
import { whoSeals } from '#lib/engine/plan/who-seals';
import { protectKnown } from '#lib/engine/protection/known-protections';

/** A sealed plan, with what was found when it was sealed. */
export interface SealedPlan {
  plan: Plan;
  entries: PlanEntry[];
  /** The alarms, and the questions to be answered. */
  alarms: readonly PlanAlarm[];
  /** Remarks for the admin before confirming, such as users left out and effects that cannot be undone. */
  notes: string[];
}

/** What the admin asks for when a plan is sealed. */
export interface SealRequest {
  options?: RunOptions | undefined;
  /** The reason why this one plan may exceed the size limit. */
  raisedBecause?: string | null | undefined;
  /** Answers to what the guards could not check. */
  answers?: readonly PlanAnswer[] | undefined;
  /** The operator, the reason and the ticket of the plan. */
  who?: WhoAndWhyInput | undefined;
}

/** The source of the users of a plan. */
interface Sealing {
  /** The users as they are now, or why there can be no such plan. */
  find(): Pieces<Result<SealSource>>;
  /**
   * Values that stay the same as long as the source of the users does not change. They are compared together with
   * `judgedBy`.
   */
  revision(): readonly unknown[];
}

/** Seals a plan. */
export function* sealPlan(
  parts: PlanParts,
  sealing: Sealing,
  request: SealRequest,
): Pieces<Result<SealedPlan>> {
  const revision = () => [...judgedBy(parts), ...sealing.revision()];
  const sealed = yield* ofOneState(revision, (isSame) => sealOnce(parts, sealing, request, isSame));
  if (sealed !== 'changed') return sealed;
  return failed('conflict', 'What the plan is judged by changed while it was sealed.', 'Try again.');
}

/** One attempt. `changed`: `isSame` was false, and nothing was sealed. */
function* sealOnce(
  parts: PlanParts,
  sealing: Sealing,
  request: SealRequest,
  isSame: () => boolean,
): Pieces<Result<SealedPlan> | 'changed'> {
  const organisation = connected(parts);
  if (!organisation.ok) return organisation;
  const found = yield* sealing.find();
  if (!isSame()) return 'changed';
  if (!found.ok) return found;
  const source = found.value;
  const { rules, protections } = parts;
  const answers = yield* takeAnswers(request.answers ?? [], source.candidates, rules.list(), protections);
  if (answers.ok) yield* protectKnown(parts, source.candidates, source.knowledge.allReadings);
  // A user who is protected by now is no user of the plan any more.
  if (!isSame()) return 'changed';
  if (!answers.ok) return answers;
  const judged = yield* judgeSource(parts, source, answers.value, request.raisedBecause || null);
  if (!isSame()) return 'changed';
  const refused = judged.alarms.find(({ level }) => level === 'refuse');
  // A dry run reports what would stop the run, and continues.
  if (refused && source.act === 'deactivate') {
    const names = refused.names.map(({ name, note }) => (note ? `${name} (${note})` : name));
    return failed('conflict', refused.title, refused.body, names);
  }
  if (judged.people.length === 0) return nobodySelected(source);
  const exceeds = judged.terms.sizeLimit.exceeded !== null;
  const who = whoSeals(parts, request.who ?? {}, source.sameWork ?? null, exceeds);
  const selection = selectionTerm(source.counts, rules.list().map(ruleLabel));
  const { plan, entries } = yield* freezePlan(parts, source, judged, {
    organisation: organisation.value,
    options: request.options,
    optionalTerms: { ...who, ...selection },
  });
  const { alarms } = judged;
  const isSaved = yield* parts.runStore.savePlan({ plan, entries, alarms }, isSame);
  return isSaved ? done({ plan, entries, alarms, notes: source.notes }) : 'changed';
}

/**
 * Values that stay the same as long as nothing changes by which a plan is judged: ticks, rosters, protections, rules,
 * runs, facts of the organisation, the connection. Atlassian's answers about single accounts are not among them. An
 * attempt uses those that were known when it began, and the gate judges again with later ones.
 */
export function judgedBy({
  protections,
  rosterStore,
  history,
  organisation,
  sizeLimits,
  connections,
}: PlanParts): readonly unknown[] {
  const view = connections.view();
  const connection = view.state === 'none' ? null : [view.organisation, view.keyTail, view.check.state];
  return [
    ...protections.revision(),
    rosterStore.revision(),
    history.lastRuns(),
    organisation.facts(),
    JSON.stringify([sizeLimits.sizeLimit(), connection]),
  ];
}

function nobodySelected({ leftInactive, notes }: SealSource): Result<never> {
  const details = leftInactive.map(
    ({ run, users }) =>
      `${whole(users)} ${users === 1 ? 'user of this file was' : 'users of this file were'} left inactive by run ${run}.`,
  );
  const hint = 'Tick at least one user who can be deactivated.';
  return failed('nothing-selected', 'Nobody is selected.', hint, [...details, ...notes]);
}
