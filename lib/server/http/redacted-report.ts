/** The report of a run for a route: full, or redacted. */
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import { redactedComparison } from '#lib/domain/report/redacted-comparison';
import { redactedPlan, redactedRow, redactedSource, redactedState } from '#lib/domain/report/redaction';
import { done, onlyWatching, type Result } from '#lib/engine/errors';
import type { ComparedRun } from '#lib/engine/reconcile/reconcile';
import type { RunReport } from '#lib/engine/run/run-view';
import type { JournalCheck } from '#lib/engine/storage/runs';
import { type App, app } from '#lib/server/app';

const saltSchema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The salt in `store`, made at the first call; an error if there is none and nothing may be written. One that can no
 * longer be read is replaced, and hashes then differ from earlier ones.
 */
export function reportSalt(
  store: { read(): string | null; write(text: string): void },
  watching: boolean,
): App['reportSalt'] {
  return {
    read() {
      const kept = saltSchema.safeParse(store.read());
      if (kept.success) return done(kept.data);
      if (watching) return onlyWatching();
      const made = randomBytes(32).toString('hex');
      store.write(made);
      return done(made);
    },
  };
}

/** The report of a run, redacted if `redacted` is given. Rejects if the signal is aborted. */
export async function reportAsked(
  id: string,
  { redacted }: { redacted?: '1' | undefined },
  signal: AbortSignal,
): Promise<Result<RunReport>> {
  const found = await app().engine.runs.report(id, signal);
  if (!found.ok || redacted === undefined) return found;
  const salt = app().reportSalt.read();
  return salt.ok ? done(redactedReport(found.value, salt.value)) : salt;
}

/** Hashes account IDs under the salt. */
function accountHash(salt: string): (accountId: string) => string {
  const key = Buffer.from(salt, 'hex');
  return (id) =>
    `#${createHmac('sha256', key)
      .update(accountKey(id as AccountId), 'utf8')
      .digest('hex')
      .slice(0, 32)}`;
}

/** A comparison without names of people or the organisation. Account IDs are hashed as in a redacted report. */
export function redactedDifferences({ view, comparison }: ComparedRun, salt: string): ComparedRun {
  return {
    view: { ...view, plan: redactedPlan(view.plan) },
    comparison: redactedComparison(comparison, accountHash(salt)),
  };
}

/**
 * The report without names. Account IDs are replaced by the first 128 bits of their HMAC-SHA-256 under the salt, the
 * same in every report of this data folder. No account ID begins with `#`.
 */
export function redactedReport(report: RunReport, salt: string): RunReport {
  const { view, clocks, journal, differences, later, decided } = report;
  const hash = accountHash(salt);
  const changed = differences.length === 0 ? [] : ['The full report says how.'];
  return {
    redacted: true,
    view: {
      ...view,
      plan: redactedPlan(view.plan),
      state: redactedState(view.state),
      summary: { ...view.summary, imported: view.summary.imported && redactedSource(view.summary.imported) },
      failure: view.failure && 'The full report says why.',
      differences: view.differences.length === 0 ? [] : ['The full report says how.'],
    },
    *rows() {
      for (const row of report.rows()) yield redactedRow(row, hash);
    },
    clocks,
    journal: redactedJournal(journal),
    alarms: [],
    later,
    decided,
    differences: changed,
  };
}

function redactedJournal(journal: JournalCheck): JournalCheck {
  const unread = journal.unread === undefined ? {} : { unread: 'The full report says what cannot be read.' };
  return journal.intact
    ? { intact: true, entries: journal.entries, head: '', ...unread }
    : { intact: false, at: journal.at, why: 'The full report says why.', ...unread };
}
