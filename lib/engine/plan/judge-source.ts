/** Judges a plan by everything that is known now. */
import { accountKey } from '#lib/domain/account/account-id';
import { isOnList } from '#lib/domain/directory/sweep';
import { type OrganisationSigns, otherOrigin } from '#lib/domain/plan/other-organisation';
import type { RosterOrganisation } from '#lib/domain/roster/roster';
import { inGroups, inPieces, type Pieces } from '#lib/domain/text/pieces';
import { type Candidate, seenOf } from '#lib/engine/directory/candidates';
import type { Answers } from '#lib/engine/plan/answers';
import { type Judged, judgePlan, judgeRestore } from '#lib/engine/plan/judgement';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { SealSource } from '#lib/engine/plan/seal-source';
import type { ToJudge } from '#lib/engine/plan/to-judge';

type Source = Pick<
  SealSource,
  'act' | 'file' | 'candidates' | 'knowledge' | 'leftInactive' | 'operatorKnown' | 'isOfRun'
>;

/** Judges the users by everything that is known now, in pieces. */
export function* judgeSource(
  parts: PlanParts,
  source: Source,
  answers: Answers,
  raisedBecause: string | null,
): Pieces<Judged> {
  const { protections, rules } = parts;
  const { act, file, candidates, knowledge, leftInactive, operatorKnown, isOfRun } = source;
  const common = {
    candidates,
    knowledge,
    organisation: parts.organisation.facts(),
    history: parts.history,
    protections: protections.all(),
    sizeLimit: parts.sizeLimits.sizeLimit(),
    raisedBecause,
    now: parts.clock.wall(),
    sha256: parts.hashing.sha256,
  };
  if (act === 'restore') return yield* judgeRestore(common);
  const operator = protections.operator();
  const ownAddress = protections.ownAddress();
  // If all addresses are known, the admin's address identifies their account, or shows that it is not in the plan.
  const byAddress = ownAddress !== null && (yield* everyAddressKnown(common));
  return yield* judgePlan({
    ...common,
    file,
    organisationSigns: yield* signsOf(source, parts.connections.organisation()),
    leftInactive,
    isOfRun,
    rules: rules.list(),
    operator,
    ownAddress,
    operatorKnown: operatorKnown || operator !== null || byAddress,
    answers,
  });
}

/**
 * The signs that the users belong to another organisation than the connected one; null if there are none.
 * `organisation` is null if it is not known.
 */
function* signsOf(
  { candidates, file, knowledge: { list, allReadings, areStrangers: strangers } }: Source,
  organisation: RosterOrganisation | null,
): Pieces<OrganisationSigns | null> {
  const origin = file && otherOrigin(file.roster.summary, organisation);
  if (origin === null && !strangers) return null;
  if (list.state.whole === null) return { origin, strangers, listed: null };
  const listed = yield* inPieces(candidates, ({ accountId }) =>
    isOnList(list, allReadings.get(accountKey(accountId)) ?? []) === true ? [accountId] : [],
  );
  return { origin, strangers, listed: new Set(listed) };
}

function* everyAddressKnown({
  candidates,
  knowledge,
}: Pick<ToJudge, 'candidates' | 'knowledge'>): Pieces<boolean> {
  for (const group of inGroups(candidates)) {
    const isKnown = (each: Candidate) =>
      seenOf(each, knowledge.accounts).some(({ email }) => email.includes('@'));
    if (!group.every(isKnown)) return false;
    yield;
  }
  return true;
}
