/** Converts rosters, their users with what is known of them, and protections to the contract's shapes. */
import type { z } from 'zod';
import type { Preflight } from '#lib/contract/preflight';
import type { ReviewAnswer, ReviewUser, RosterDetail, rosterSchema } from '#lib/contract/roster';
import type { Prediction } from '#lib/domain/preflight/preflight';
import { ruleLabel } from '#lib/domain/protection/protection-rule';
import { unaskedDates, waitsForDateOrder } from '#lib/domain/roster/cells/date-order';
import { jsonWithList } from '#lib/domain/text/json-pieces';
import type { Engine } from '#lib/engine/engine';
import type { PreflightView } from '#lib/engine/preflight/preflight';
import type { ReviewedUser } from '#lib/engine/roster/selection';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/** A roster in a list. */
export function rosterView(record: RosterRecord): z.input<typeof rosterSchema> {
  const { id, name, kind, createdAt, writtenAt, summary } = record;
  const { users, columns, delimiter, encoding, fileProblems, workbook, organisation = null } = summary;
  const sheet = workbook?.sheet ? { sheet: workbook.sheet } : {};
  const file = { id, name, kind, createdAt, writtenAt, organisation };
  return { ...file, users, columns, delimiter, encoding, ...sheet, notes: fileProblems };
}

/** A roster with the number of its users in each state. */
export async function rosterDetail(
  { rosters, plans }: Pick<Engine, 'rosters' | 'plans'>,
  record: RosterRecord,
): Promise<RosterDetail> {
  const { id } = record;
  const unasked = await plans.unasked(id);
  return {
    ...rosterView(record),
    counts: await rosters.counts(id),
    operator: rosters.operator(record),
    dateColumns: record.summary.dateColumns ?? [],
    unaskedDates: unaskedDates(record.summary),
    unaskedRules: unasked.map(({ rule, users }) => ({ rule: ruleLabel(rule), users })),
  };
}

/**
 * The users of a roster's review, as JSON in pieces. `predictions` are null if they are omitted; `head` names the
 * answer.
 */
export function usersText(
  { summary }: Pick<RosterRecord, 'summary'>,
  reviewed: readonly ReviewedUser[],
  predictions: ReadonlyMap<string, Prediction> | null,
  head: Omit<ReviewAnswer, 'users'> = {},
): Generator<string> {
  const inSheet = summary.workbook !== undefined;
  function* users(): Generator<ReviewUser> {
    for (const each of reviewed) {
      const user = reviewUser(each, predictions?.get(each.user.accountId ?? ''));
      yield inSheet ? { ...user, inSheet } : user;
    }
  }
  return jsonWithList(head, 'users', users());
}

/** A user in the review. */
export function reviewUser(
  {
    user,
    ticked,
    block,
    outranked,
    uncertain,
    protection,
    contradictions,
    untickedByCheck,
    refused,
  }: ReviewedUser,
  prediction: Prediction | undefined,
): ReviewUser {
  const { position, line, accountId, name, email, status, lastSeen, cells, problems } = user;
  const { organisationAdmin, orgRole, groups } = user;
  const known = { position, line, accountId, name, email, status, cells, problems };
  const base = { ...known, organisationAdmin, orgRole, groups };
  const seen = lastSeen === undefined ? {} : { lastSeen };
  const waits = waitsForDateOrder(user) ? { dateWaits: true as const } : {};
  const more = { ...seen, ...waits, ...(prediction ? { prediction } : {}) };
  const against = contradictions.length === 0 ? {} : { contradictions: [...contradictions] };
  const byCheck = untickedByCheck ? { untickedByCheck: true as const } : {};
  const doubt = uncertain === undefined ? {} : { uncertain };
  const refusal = refused === null ? {} : { refused };
  return {
    ...base,
    ...more,
    ...against,
    ...byCheck,
    ...doubt,
    ...refusal,
    ticked,
    block,
    outranked,
    protection,
  };
}

/** The results of preflight without those about single accounts, which come with the review. */
export function preflightView({ record, running, failure, learnt }: PreflightView): Preflight {
  const { parts, accounts, admins } = record;
  return { record: { parts, accounts, admins }, running, failure, learnt };
}

/** All protections at the time of this call, as JSON in pieces. */
export function protectionsText({ protections }: Pick<Engine, 'protections'>): Generator<string> {
  return jsonWithList({}, 'protections', [...protections.all().values()]);
}
