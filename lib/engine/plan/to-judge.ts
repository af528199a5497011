/** The input of a judgement. */
import type { Person } from '#lib/domain/account/person';
import type { OrganisationFacts } from '#lib/domain/directory/organisation-facts';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import type { SizeLimit } from '#lib/domain/plan/alarms/size-limit';
import type { OrganisationSigns } from '#lib/domain/plan/other-organisation';
import type { Protections } from '#lib/domain/protection/protection';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { Candidate } from '#lib/engine/directory/candidates';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Answers } from '#lib/engine/plan/answers';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/** The users of a plan that deactivates, and everything known about them. */
export interface ToJudge {
  /** In plan order. */
  candidates: readonly Candidate[];
  /** The file of the users, with all users in it; null if there is none. */
  file: {
    roster: Pick<RosterRecord, 'kind' | 'writtenAt' | 'createdAt'>;
    users: readonly RosterUser[];
  } | null;
  isOfRun: PlanFacts['isOfRun'];
  leftInactive: PlanFacts['leftInactive'];
  knowledge: Knowledge;
  organisation: OrganisationFacts;
  /** The signs that the users are of another organisation; null if there are none. */
  organisationSigns: OrganisationSigns | null;
  /** Earlier runs. Readings from before a run do not apply to the accounts that it changed. */
  history: RunHistory;
  protections: Protections;
  rules: readonly ProtectionRule[];
  /** The admin's own account; null if it is not known. */
  operator: Person | null;
  /** The address of the admin's own account, typed by the admin because no file had it; otherwise null. */
  ownAddress: string | null;
  /** Whether the admin's own account is known, or the admin said that it is not in the file. */
  operatorKnown: boolean;
  /** The admin's answers by question. */
  answers: Answers;
  sizeLimit: SizeLimit;
  raisedBecause: string | null;
  /** Ms since the epoch. */
  now: number;
  sha256(text: string): string;
}

/** The users of a restore, and what is needed to judge them. */
export type ToJudgeRestore = Pick<
  ToJudge,
  | 'candidates'
  | 'knowledge'
  | 'organisation'
  | 'history'
  | 'protections'
  | 'sizeLimit'
  | 'raisedBecause'
  | 'now'
  | 'sha256'
>;
