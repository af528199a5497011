/** What a plan about to be sealed would mean: each prediction, its terms, what speaks against it, what must be asked. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { adminSign, contradictsItsRole } from '#lib/domain/account/admin-signs';
import { emailDomain } from '#lib/domain/account/email-domain';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { planAlarms } from '#lib/domain/plan/alarms/alarms';
import type { Membership } from '#lib/domain/plan/alarms/emptied';
import type { AdminKnowledge, PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { judgeSizeLimit, type SizeLimit } from '#lib/domain/plan/alarms/size-limit';
import type { PlanEntry, PlanTerms } from '#lib/domain/plan/plan';
import { protectionText } from '#lib/domain/plan/plan';
import type { PlanQuestion } from '#lib/domain/plan/question';
import { planQuestions, type QuestionAlarm } from '#lib/domain/plan/questions';
import { type OrganisationFacts, valueSince } from '#lib/domain/preflight/organisation-facts';
import {
  askedAt,
  freshMs,
  type OrganisationAdmin,
  type PredictionKind,
} from '#lib/domain/preflight/preflight';
import { protectedAddresses } from '#lib/domain/protection/protected-addresses';
import type { Protections } from '#lib/domain/protection/protection';
import {
  fileTold,
  nothingTold,
  type ProtectionRule,
  ruleJudge,
} from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { type Candidate, seenOf } from '#lib/engine/directory/candidates';
import { areStrangers, type Knowledge } from '#lib/engine/directory/knowledge';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Answers } from '#lib/engine/plan/answers';
import type { Person, RosterRecord } from '#lib/engine/storage';

export interface Judged {
  people: Omit<PlanEntry, 'position'>[];
  terms: PlanTerms;
  alarms: PlanAlarm[];
}

export interface ToJudge {
  /** In the order of the plan. */
  candidates: readonly Candidate[];
  /** The file that the users come from, with all its users; null where there is none. */
  file: {
    roster: Pick<RosterRecord, 'kind' | 'writtenAt' | 'createdAt'>;
    users: readonly RosterUser[];
  } | null;
  leftInactive: PlanFacts['leftInactive'];
  knowledge: Knowledge;
  organisation: OrganisationFacts;
  /** What runs did: what was learnt before does not hold for what they changed. */
  history: RunHistory;
  protections: Protections;
  rules: readonly ProtectionRule[];
  /** The admin's own account; null where it is not known. */
  operator: Person | null;
  /** The address of the admin's own account, where they gave it because no file had it; null for none. */
  ownAddress: string | null;
  /** Whether that is known, or the admin said that none of the file's accounts is theirs. */
  operatorKnown: boolean;
  /** The admin's answers by question. */
  answers: Answers;
  sizeLimit: SizeLimit;
  raisedBecause: string | null;
  /** Ms since the epoch. */
  now: number;
  sha256(text: string): string;
}

/** Judges a plan that deactivates, or a dry run of one; nothing is stored or refused here. */
export function judgePlan(parts: ToJudge): Judged {
  const { candidates, file, knowledge, protections, now } = parts;
  const { record, predictions } = knowledge;
  const planned = candidates.map((candidate) => plannedUser(candidate, knowledge));
  const admins = adminsOf(parts);
  const { activeAccounts, reach, verdict } = judgeSize(parts, planned);
  const alarms: PlanAlarm[] = planAlarms({
    planned,
    memberships: (file?.users ?? []).flatMap((user) => membership(user, knowledge)),
    activeBy: activeByOf(parts),
    admins,
    operator: parts.operator,
    ownAddress: parts.ownAddress,
    addressOwners: protectedAddresses(protections, addressesOf(parts)),
    sizeLimit: verdict,
    fileAt: file && (file.roster.writtenAt ?? file.roster.createdAt),
    now,
    strangers: areStrangers(record, knowledge.accounts),
    leftInactive: parts.leftInactive,
  });
  const asked = planQuestions({
    planned,
    admins,
    operatorKnown: parts.operatorKnown,
    unasked: atOnce(unaskedRules(parts, planned)),
  });
  const questions = asked.map((each) => answered(each, parts.answers));
  const open = asked.filter((_, at) => questions[at]?.answer === null);
  const shown = [
    ...alarms.filter(({ level }) => level === 'refuse'),
    ...open,
    ...alarms.filter(({ level }) => level !== 'refuse'),
  ];
  const predicted: Partial<Record<PredictionKind, number>> = {};
  for (const { prediction } of planned) {
    if (prediction) predicted[prediction.kind] = (predicted[prediction.kind] ?? 0) + 1;
  }
  const terms: PlanTerms = {
    protections: { count: protections.size, digest: parts.sha256(protectionText(protections)) },
    preflightAt: predictions === null ? null : askedAt(record),
    activeAccounts,
    reach,
    predicted,
    sizeLimit: sizeTerms(parts, verdict.exceeded),
    alarms: shown.map(({ code, count }) => ({ code, count })),
    admins: admins.known,
    questions,
  };
  const people = planned.map(({ accountId, name, email, prediction }) => ({
    accountId,
    name,
    email,
    ...(prediction ? { prediction } : {}),
  }));
  return { people, terms, alarms: shown };
}

/** Judges a restore: it asks no question and is held to the size limit alone. */
export function judgeRestore(
  parts: Pick<
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
  >,
): Judged {
  const { candidates, protections } = parts;
  const active = activeAccountsOf(parts);
  const count = candidates.length;
  // The share is of those who would be active afterwards.
  const verdict = judgeSizeLimit(parts.sizeLimit, count, active === null ? null : active + count);
  const terms: PlanTerms = {
    protections: { count: protections.size, digest: parts.sha256(protectionText(protections)) },
    preflightAt: null,
    activeAccounts: active,
    reach: count,
    predicted: {},
    sizeLimit: sizeTerms(parts, verdict.exceeded),
    alarms: [],
    questions: [],
  };
  const alarms: PlanAlarm[] =
    verdict.exceeded === null
      ? []
      : [
          {
            code: 'size-limit',
            level: 'reason',
            title: `${count} users: the size limit holds for a restore, too.`,
            body: `${verdict.exceeded} Give the reason for going beyond it this once; it stands in the report.`,
            count,
            names: [],
          },
        ];
  const people = candidates.map(({ accountId, name, email }) => ({ accountId, name, email }));
  return { people, terms, alarms };
}

function sizeTerms(
  { sizeLimit, raisedBecause }: Pick<ToJudge, 'sizeLimit' | 'raisedBecause'>,
  exceeded: string | null,
): PlanTerms['sizeLimit'] {
  return { ...sizeLimit, exceeded, raisedBecause: exceeded === null ? null : raisedBecause };
}

function judgeSize(parts: ToJudge, planned: readonly PlannedUser[]) {
  const activeAccounts = activeAccountsOf(parts);
  const reach = planned.filter(
    ({ prediction }) => prediction?.kind !== 'already-inactive' && prediction?.kind !== 'not-managed',
  ).length;
  return {
    activeAccounts,
    reach,
    verdict: judgeSizeLimit(parts.sizeLimit, planned.length, activeAccounts, reach),
  };
}

/**
 * Active managed accounts, as counted by Atlassian or from a list that was read whole; null where neither is fresh, or
 * both are from before a run.
 */
function activeAccountsOf(parts: Known): number | null {
  const { organisation, knowledge } = parts;
  const counted = valueSince(organisation.activeAccounts, freshSince(parts));
  return counted ?? (freshList(parts) ? (knowledge.record.accounts?.active ?? null) : null);
}

type Known = Pick<ToJudge, 'organisation' | 'knowledge' | 'history' | 'now'>;

/** From when on the numbers of the organisation are its numbers now, ms since the epoch. */
function freshSince({ history, now }: Known): number {
  return Math.max(now - freshMs, history.lastEnd() + 1);
}

/** Whether the list of managed accounts was read whole, not long ago, and after the last run. */
function freshList(parts: Known): boolean {
  const { accounts } = parts.knowledge.record.parts;
  return accounts.state === 'known' && accounts.at >= freshSince(parts);
}

function activeByOf(parts: ToJudge): PlanFacts['activeBy'] {
  const { file, knowledge } = parts;
  const { record, accounts } = knowledge;
  if (!freshList(parts) || record.accounts === null) return null;
  const inFile = new Set<AccountKey>();
  const hidden = new Set<AccountKey>();
  for (const { accountId } of file?.users ?? []) {
    const listed = accountId === null ? null : accounts.get(accountId)?.listed;
    if (accountId === null || !listed || readAccountStatus(listed.status) !== 'active') continue;
    inFile.add(accountKey(accountId));
    if (emailDomain(listed.email ?? '') === '') hidden.add(accountKey(accountId));
  }
  return {
    domain: record.activeByDomain,
    product: record.activeByProduct,
    allInFile: inFile.size >= record.accounts.active,
    addressesHidden: (record.activeByDomain[''] ?? 0) - hidden.size,
  };
}

function plannedUser({ row, ...person }: Candidate, { accounts, predictions }: Knowledge): PlannedUser {
  const known = accounts.get(person.accountId);
  const dates = [row?.lastSeen ?? null, known?.listed?.lastActive?.slice(0, 10) ?? null];
  const lastSeen =
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null;
  return {
    accountId: person.accountId,
    name: person.name,
    email: person.email,
    listedEmail: known?.listed?.email ?? null,
    organisationAdmin: row?.organisationAdmin ?? false,
    adminSign: row && adminSign(row),
    lastSeen,
    prediction: predictions?.get(person.accountId),
    tokensUsed: known?.tokens?.lastAccess ?? null,
  };
}

/** The address of each account of the file, by the file and by Atlassian's list. */
function* addressesOf({ file, knowledge }: Pick<ToJudge, 'file' | 'knowledge'>) {
  for (const { accountId, email } of file?.users ?? []) {
    if (accountId !== null) yield { accountId, email };
  }
  for (const [accountId, { listed }] of knowledge.accounts) {
    yield { accountId, email: listed?.email ?? '' };
  }
}

function membership(user: RosterUser, { accounts }: Knowledge): Membership[] {
  if (user.accountId === null) return [];
  const listed = accounts.get(user.accountId)?.listed ?? null;
  const active = listed ? readAccountStatus(listed.status) !== 'inactive' : user.status !== 'inactive';
  const { accountId, groups } = user;
  const domain = emailDomain(listed?.email ?? user.email);
  return [{ accountId, active, domain, groups, products: listed?.products ?? [] }];
}

/**
 * Atlassian's own list where it could be had; else the role column of the file, where it says anything of anybody. A
 * list that people made themselves has no word of Atlassian in it, and a row whose cells contradict each other (they moved,
 * or a line was swallowed) makes the column no source at all.
 */
function adminsOf({ candidates, file, organisation, history, now }: ToJudge): AdminKnowledge {
  const { admins } = organisation;
  const lastRuns = history.lastRuns();
  /** A user whom a run touched after `at` is not counted as active. */
  const since = (at: number, people: readonly OrganisationAdmin[]) =>
    people.map((admin) => {
      const last = lastRuns.get(accountKey(admin.accountId));
      return last === undefined || last.endedAt < at ? admin : { ...admin, active: false };
    });
  const named = admins.state === 'known' ? since(admins.at, admins.value) : [];
  if (admins.state === 'known' && valueSince(admins, now - freshMs) !== null) {
    return { people: named, known: { by: 'organisation', at: admins.at }, why: '' };
  }
  const why = admins.state === 'unknown' ? admins.message : 'Lockstep has not asked.';
  const byFile = (file?.users ?? []).flatMap(({ accountId, name, email, organisationAdmin, status }) =>
    organisationAdmin && accountId !== null
      ? [{ accountId, name, email, active: status !== 'inactive' }]
      : [],
  );
  const fileAt = file ? (file.roster.writtenAt ?? file.roster.createdAt) : now;
  // Admins whom Atlassian named before are still admins, as far as is known.
  const people = [...named, ...since(fileAt, byFile)];
  const tells = file !== null && fileTold(file.users, file.roster.kind).tellsRoles;
  if (tells && candidates.some(({ row }) => row !== null && contradictsItsRole(row))) {
    const doubt = 'Another cell than the role calls somebody of the plan an organisation admin.';
    return { people, known: null, why: `${doubt} ${why}` };
  }
  return { people, known: tells ? { by: 'file', at: fileAt } : null, why };
}

/** The rules that no source can be asked about for some of these users, each with these users. */
export function* unaskedRules<T extends Person>(
  { candidates, file, knowledge, rules }: Pick<ToJudge, 'candidates' | 'file' | 'knowledge' | 'rules'>,
  planned: readonly T[],
): Pieces<{ rule: ProtectionRule; users: T[] }[]> {
  if (rules.length === 0) return [];
  const tells = file === null ? nothingTold : fileTold(file.users, file.roster.kind);
  const unasked: { rule: ProtectionRule; users: T[] }[] = [];
  for (const rule of rules) {
    const judge = ruleJudge(rule);
    const users: T[] = [];
    for (const group of inGroups(planned.entries())) {
      for (const [at, person] of group) {
        const candidate = candidates[at];
        if (candidate === undefined) continue;
        // Of somebody who is not in the file its columns say nothing.
        const told = candidate.row === null ? nothingTold : tells;
        if (judge({ seen: seenOf(candidate, knowledge), ...told }) === 'unknown') users.push(person);
      }
      yield;
    }
    if (users.length > 0) unasked.push({ rule, users });
  }
  return unasked;
}

function answered({ question, title, count }: QuestionAlarm, answers: Answers): PlanQuestion {
  return { question, title, about: count, answer: answers.get(question) ?? null };
}
