/** What a plan about to be sealed would mean: each prediction, the terms it is sealed under, what speaks against it. */
import type { PlanEntry, PlanTerms } from '#lib/domain/plan';
import { protectionText } from '#lib/domain/plan';
import type { PlanAlarm } from '#lib/domain/plan-alarm';
import { type PlannedUser, planAlarms } from '#lib/domain/plan-alarms';
import { type Brake, judgeBrake } from '#lib/domain/plan-brake';
import { domainOf, type Membership } from '#lib/domain/plan-emptied';
import { askedAt, type OrganisationAdmin, type PredictionKind } from '#lib/domain/preflight';
import { isInactive } from '#lib/domain/preflight-predict';
import type { Protections } from '#lib/domain/protection';
import type { RosterUser } from '#lib/domain/roster';
import { areStrangers, type Knowledge } from '#lib/engine/preflight-knowledge';
import type { Person, RosterRecord } from '#lib/engine/storage';

export interface Judged {
  people: Omit<PlanEntry, 'position'>[];
  terms: PlanTerms;
  alarms: PlanAlarm[];
}

export interface ToJudge {
  roster: Pick<RosterRecord, 'writtenAt' | 'createdAt'>;
  /** Those of `everybody` whom the plan would have, in order. */
  users: readonly RosterUser[];
  everybody: readonly RosterUser[];
  knowledge: Knowledge;
  protections: Protections;
  operator: Person | null;
  brake: Brake;
  raisedBecause: string | null;
  now: number;
  sha256(text: string): string;
}

/** Judges the plan; nothing is stored or refused here. */
export function judgePlan(parts: ToJudge): Judged {
  const { knowledge, users, now, brake } = parts;
  const { record, predictions } = knowledge;
  const planned = users.flatMap((user) => plannedUser(user, knowledge));
  const active = record.accounts?.active ?? null;
  const reach = planned.filter(
    ({ prediction }) => prediction?.kind !== 'already-inactive' && prediction?.kind !== 'not-managed',
  ).length;
  const verdict = judgeBrake(brake, planned.length, active, reach);
  const alarms = planAlarms({
    planned,
    memberships: parts.everybody.flatMap((user) => membership(user, knowledge)),
    activeBy: { domain: record.activeByDomain, product: record.activeByProduct },
    admins: adminsOf(parts),
    operator: parts.operator,
    brake: verdict,
    fileAt: parts.roster.writtenAt ?? parts.roster.createdAt,
    now,
    strangers: areStrangers(record, knowledge.accounts),
  });
  const predicted: Partial<Record<PredictionKind, number>> = {};
  for (const { prediction } of planned) {
    if (prediction) predicted[prediction.kind] = (predicted[prediction.kind] ?? 0) + 1;
  }
  const terms: PlanTerms = {
    protections: { count: parts.protections.size, digest: parts.sha256(protectionText(parts.protections)) },
    preflightAt: predictions === null ? null : askedAt(record),
    activeAccounts: active,
    reach,
    predicted,
    brake: {
      ...brake,
      exceeded: verdict.exceeded,
      raisedBecause: verdict.exceeded === null ? null : parts.raisedBecause,
    },
    alarms: alarms.map(({ code, count }) => ({ code, count })),
  };
  const people = planned.map(({ accountId, name, email, prediction }) => ({
    accountId,
    name,
    email,
    ...(prediction ? { prediction } : {}),
  }));
  return { people, terms, alarms };
}

function plannedUser(user: RosterUser, { accounts, predictions }: Knowledge): PlannedUser[] {
  const { accountId, name, email, organisationAdmin } = user;
  if (accountId === null) return [];
  const known = accounts.get(accountId);
  const dates = [user.lastSeen ?? null, known?.listed?.lastActive?.slice(0, 10) ?? null];
  const lastSeen =
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null;
  const prediction = predictions?.get(accountId);
  const tokensUsed = known?.tokens?.lastAccess ?? null;
  return [{ accountId, name, email, organisationAdmin, lastSeen, prediction, tokensUsed }];
}

function membership(user: RosterUser, { accounts }: Knowledge): Membership[] {
  if (user.accountId === null) return [];
  const listed = accounts.get(user.accountId)?.listed ?? null;
  const active = listed ? !isInactive(listed.status) : user.status !== 'inactive';
  const { accountId, groups } = user;
  const domain = domainOf(listed?.email ?? user.email);
  return [{ accountId, active, domain, groups, products: listed?.products ?? [] }];
}

/** Atlassian's own list where there is one, else those whom the file calls organisation admins. */
function adminsOf({ everybody, knowledge }: ToJudge): {
  people: readonly OrganisationAdmin[];
  complete: boolean;
} {
  const { admins } = knowledge.record;
  if (admins !== null) return { people: admins, complete: true };
  const people = everybody.flatMap(({ accountId, name, email, organisationAdmin, status }) =>
    organisationAdmin && accountId !== null
      ? [{ accountId, name, email, active: status !== 'inactive' }]
      : [],
  );
  return { people, complete: false };
}
