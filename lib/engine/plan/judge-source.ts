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
  const { protections, rules, selection } = parts;
  const { act, file, operatorKnown } = source;
  const candidates = source.candidates();
  const common = {
    candidates,
    knowledge: knownFor(parts, file, candidates),
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

/** What is known about the users of a plan, and about the others in their file. */
export function knownFor(
  { preflight }: Pick<PlanParts, 'preflight'>,
  file: SealSource['file'],
  candidates: readonly Candidate[],
): Knowledge {
  return file === null
    ? preflight.knownOf(candidates.map(({ accountId }) => accountId))
    : preflight.known(file.id);
}

function everyAddressKnown({
  candidates,
  knowledge,
}: {
  candidates: readonly Candidate[];
  knowledge: Knowledge;
}): boolean {
  return candidates.every((each) =>
    seenOf(each, knowledge.accounts).some(({ email }) => email.includes('@')),
  );
}
