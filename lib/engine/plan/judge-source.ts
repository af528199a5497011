/** Judges the users of a plan as they are now. */
import { type Candidate, seenOf } from '#lib/engine/directory/candidates';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import type { Answers } from '#lib/engine/plan/answers';
import { type Judged, judgePlan, judgeRestore } from '#lib/engine/plan/judgement';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { SealSource } from '#lib/engine/plan/seal-source';

/** Judges the users by everything that is known now. */
export function judgeSource(
  parts: PlanParts,
  source: Pick<SealSource, 'act' | 'file' | 'candidates' | 'operatorKnown'>,
  answers: Answers,
  raisedBecause: string | null,
): Judged {
  const { preflight, protections, rules, selection } = parts;
  const { act, file, operatorKnown } = source;
  const common = {
    candidates: source.candidates(),
    knowledge: preflight.known(file?.id ?? null),
    organisation: parts.organisation.facts(),
    history: parts.history,
    protections: protections.all(),
    sizeLimit: parts.sizeLimits.sizeLimit(),
    raisedBecause,
    now: parts.clock.wall(),
    sha256: parts.hashing.sha256,
  };
  if (act === 'restore') return judgeRestore(common);
  const operator = protections.operator();
  const ownAddress = protections.ownAddress();
  // If all addresses are known, the admin's address identifies their account, or shows that it is not in the plan.
  const byAddress = ownAddress !== null && everyAddressKnown(common);
  return judgePlan({
    ...common,
    file,
    leftInactive: file ? selection.leftInactive(file.id) : [],
    rules: rules.list(),
    operator,
    ownAddress,
    operatorKnown: operatorKnown || operator !== null || byAddress,
    answers,
  });
}

function everyAddressKnown({
  candidates,
  knowledge,
}: {
  candidates: readonly Candidate[];
  knowledge: Knowledge;
}): boolean {
  return candidates.every((each) => seenOf(each, knowledge).some(({ email }) => email.includes('@')));
}
