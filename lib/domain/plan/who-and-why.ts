/**
 * The operator, reason, ticket, key and version of a plan: optional terms that its digest covers. They are not proven:
 * they are the admin's statements and Lockstep's observations. Pure.
 */
import { z } from 'zod';
import type { Person } from '#lib/domain/account/person';
import type { Plan } from '#lib/domain/plan/plan';

/** Maximum lengths of the admin's statements, in characters. */
export const whoAndWhyLengths = { operatorName: 200, reason: 500, ticket: 100 } as const;

const words = (most: number) => z.string().trim().max(most).optional();

/**
 * The statements of the admin before a plan is sealed. An empty text means none; an absent one leaves it to the
 * default.
 */
export const whoAndWhyInputSchema = z.strictObject({
  operatorName: words(whoAndWhyLengths.operatorName),
  reason: words(whoAndWhyLengths.reason),
  ticket: words(whoAndWhyLengths.ticket),
});
export type WhoAndWhyInput = z.infer<typeof whoAndWhyInputSchema>;

const operatorSchema = z.object({
  /** The admin's name, as they entered it; null if they entered none. */
  name: z.string().nullable(),
  /** The admin's own account, according to the admin or to Atlassian; null if it is not known. */
  account: z.object({ accountId: z.string(), name: z.string(), email: z.string() }).nullable(),
});

/**
 * The operator, the reason, and the key and version of the sealing. A part is null if nobody entered it, or if an
 * earlier version did not seal it.
 */
export interface WhoAndWhy {
  operator: z.infer<typeof operatorSchema> | null;
  reason: string | null;
  ticket: string | null;
  /** The last four characters of the key with which the plan was sealed. */
  keyTail: string | null;
  /** The version of Lockstep that sealed the plan. */
  version: string | null;
}

/** The same as optional terms of a plan. Parts without a value are left out. */
export function whoAndWhyTerms({
  operatorName,
  account,
  reason,
  ticket,
  keyTail,
  version,
}: {
  operatorName: string | null;
  account: Person | null;
  reason: string | null;
  ticket: string | null;
  keyTail: string | null;
  /** The version of Lockstep; null if it is not known. */
  version: string | null;
}): NonNullable<Plan['optionalTerms']> {
  const operator =
    operatorName || account ? { operator: { name: operatorName || null, account: only(account) } } : {};
  return {
    ...operator,
    ...(reason ? { reason } : {}),
    ...(ticket ? { ticket } : {}),
    ...(keyTail ? { keyTail } : {}),
    ...(version ? { lockstep: version } : {}),
  };
}

function only(person: Person | null) {
  return person && { accountId: person.accountId, name: person.name, email: person.email };
}

/** Reads the terms of a plan of any version. A part that has another shape counts as absent. */
export function whoAndWhyOf({ optionalTerms = {}, terms }: Pick<Plan, 'optionalTerms' | 'terms'>): WhoAndWhy {
  const operator = operatorSchema.safeParse(optionalTerms.operator);
  return {
    operator: operator.success ? operator.data : null,
    // The reason for exceeding the size limit counts as the reason of the plan if no other was given.
    reason: textOf(optionalTerms.reason) ?? terms?.sizeLimit.raisedBecause ?? null,
    ticket: textOf(optionalTerms.ticket),
    keyTail: textOf(optionalTerms.keyTail),
    version: textOf(optionalTerms.lockstep),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The parts that a plan has, each with its name, in the order in which pages and reports show them. */
export function whoAndWhyFacts(plan: Pick<Plan, 'optionalTerms' | 'terms'>): [name: string, value: string][] {
  const who = whoAndWhyOf(plan);
  const facts: [string, string][] = [
    ['Operator', operatorText(who)],
    ['Reason', who.reason ?? ''],
    ['Ticket', who.ticket ?? ''],
    ['Key', who.keyTail === null ? '' : `…${who.keyTail}, when the plan was sealed`],
    ['Sealed by', who.version === null ? '' : `Lockstep ${who.version}`],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** `Olive Operator (olive@example.com), as they said`; empty if nobody said who it was. */
export function operatorText({ operator }: Pick<WhoAndWhy, 'operator'>): string {
  if (operator === null) return '';
  const { name, account } = operator;
  const known = account ? account.name || account.email || account.accountId : null;
  const address = account?.email || account?.accountId;
  const who = name ?? known ?? '';
  const beside = address && address !== who ? ` (${address})` : '';
  return `${who}${beside}, as they said`;
}
