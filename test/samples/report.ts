/** For tests: rows of a report. */
import fc from 'fast-check';
import { outcomeKinds } from '#lib/domain/outcome/outcome';
import { leaves } from '#lib/domain/plan/leaf';
import type { EveryRow } from '#lib/domain/report/csv';
import type { ReportRow } from '#lib/domain/report/report';
import { verdictKinds } from '#lib/domain/run/verdict';
import { verifiedBy } from '#lib/domain/run/verification-events';

/**
 * The cells that every row of a CSV report repeats: the facts about a run that ended at `endedAt`, ms since the epoch.
 */
export function everyRow(endedAt: number | null = 0): EveryRow {
  return {
    answered: [],
    redacted: false,
    sealed: 'Yes',
    endedAt,
    keys: [],
    run: 7,
    plan: { organisationId: 'org', organisationName: 'Example Org', digest: 'ab' },
    journal: 'As written',
    decidedAsOf: null,
  };
}

/** The parts of any row, of a user whom no later run and no decision is about. Everything that is said is a `text`. */
export function reportRowParts(text: fc.Arbitrary<string>): {
  [K in keyof ReportRow]: fc.Arbitrary<ReportRow[K]>;
} {
  return {
    number: fc.nat(),
    accountId: fc.stringMatching(/^[A-Za-z0-9_:-]{1,40}$/),
    name: text,
    email: text,
    outcome: fc.constantFrom(...outcomeKinds, 'not-attempted' as const),
    dryRun: fc.boolean(),
    reason: text,
    hint: text,
    detail: fc.option(text),
    link: fc.option(text),
    before: fc.option(text),
    readBy: fc.option(fc.constantFrom('profile', 'users-search')),
    readAt: fc.option(fc.nat(4_000_000_000_000)),
    readAgeMs: fc.option(fc.nat(60_000)),
    unread: fc.boolean(),
    status: fc.option(fc.integer({ min: 100, max: 599 })),
    attempts: fc.nat(9),
    at: fc.option(fc.integer({ min: 0, max: 4e12 })),
    date: fc.option(fc.integer({ min: 0, max: 4e12 })),
    predicted: fc.option(fc.constantFrom(...leaves)),
    contradicted: fc.boolean(),
    verdict: fc.option(fc.constantFrom(...verdictKinds)),
    verification: text,
    verifiedBy: fc.option(fc.constantFrom(...verifiedBy)),
    verifiedAt: fc.option(fc.nat(4_000_000_000_000)),
    unverifiedWhy: text,
    dismissedBecause: text,
    dismissedBy: text,
    dismissedAt: fc.constant(null),
    laterRun: fc.constant(null),
    laterReading: fc.constant(null),
    laterReadBy: fc.constant(null),
    laterReadAt: fc.constant(null),
    decision: fc.constant(null),
    settledInRun: fc.constant(null),
    settledAt: fc.constant(null),
    trace: fc.option(text),
  };
}
