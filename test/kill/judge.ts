/** Judges a run that has ended, by the organisation's ledger and the journal on disk. */
import { isDeepStrictEqual } from 'node:util';
import Papa from 'papaparse';
import type { LedgerEntry } from '#lib/demo/organisation/ledger';
import type { DemoOrganisation } from '#lib/demo/server';
import { outcomeKinds, outcomeLabels } from '#lib/domain/outcome/outcome';
import { reportCsv } from '#lib/domain/report/csv';
import type { ReportRow } from '#lib/domain/report/report';
import type { JournalEntry } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { unwrap } from '#test/demo-job';
import { type Begun, openApp } from '#test/kill/begin-run';
import { folded, type Intents, intentsOf, journalOf, noIntents } from '#test/kill/journal-on-disk';
import { everyRow } from '#test/samples/report';

export interface Verdict {
  /** The broken promises, one sentence each; empty if there are none. */
  violations: string[];
  /** The number of users that Atlassian was asked to deactivate. */
  called: number;
  /** The number of intents that never became a call. */
  unsent: number;
}

/** Opens the folder as a start does, and compares the program's answers with ledger and journal. */
export async function judge(
  organisation: DemoOrganisation,
  dataDir: string,
  { planned, protectedIds }: Begun,
): Promise<Verdict> {
  const violations: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) violations.push(what);
  };
  const journal = folded(dataDir);
  const entries = journalOf(dataDir);
  const intents = intentsOf(entries);
  const app = await openApp(organisation, dataDir);
  const view = app.engine.runs.list()[0];
  // The state is folded from the journal when it is asked for, so it is taken before the database closes.
  const state = view?.state;
  const report = unwrap(await app.engine.runs.report(view?.record.id ?? ''));
  const rows = [...report.rows()];
  const { differences } = report;
  await app.close();
  must(state?.status === 'ended' && state.end?.how === 'completed', 'The run was not completed.');
  must(isDeepStrictEqual(state, journal), 'The run as it is shown is not what its journal says.');
  must(differences.length === 0, `The run is not as it was sealed and written: ${differences.join(' ')}`);

  const calls = organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');
  for (const accountId of new Set(calls.map((call) => call.accountId ?? ''))) {
    must(planned.has(accountId), `${accountId} was called and is not in the plan.`);
    must(!protectedIds.has(accountId), `${accountId} was called and is protected.`);
  }
  const effects = calls.filter((call) => call.effect === 'deactivated').map((call) => call.accountId);
  must(new Set(effects).size === effects.length, 'Somebody was deactivated twice.');
  const inRows = rows.filter((row) => row.outcome === 'deactivated' || row.outcome === 'confirmed-inactive');
  must(
    isDeepStrictEqual(inRows.map((row) => row.accountId).sort(), effects.sort()),
    'The report does not name those as deactivated who were.',
  );
  let unsent = 0;
  for (const row of rows) {
    const about = organisation.ledger().filter(({ accountId }) => accountId === row.accountId);
    const of = intents.get(row.number - 1) ?? noIntents;
    const own = about.filter(({ operation }) => operation === 'lifecycle.disable');
    violations.push(...judgeRow(row, of, own, about).map((what) => `User ${row.number}: ${what}`));
    unsent += of.intended - own.length;
    const status = organisation.person(row.accountId)?.status;
    if (row.outcome === 'refused') must(status === 'active', `User ${row.number}: refused, and ${status}.`);
  }
  violations.push(...judgeReadings(entries, rows, organisation));
  violations.push(...judgeCounts(rows, journal, state));
  return { violations, called: new Set(calls.map((call) => call.accountId)).size, unsent };
}

/** Judges one user by ledger and journal; `own` are the calls that deactivate, `about` all requests. */
function judgeRow(
  row: ReportRow,
  { intended, cutOff, late }: Intents,
  own: readonly LedgerEntry[],
  about: readonly LedgerEntry[],
): string[] {
  const found: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  const reads = about.filter(({ operation }) => operation === 'profile');
  const last = own.at(-1);
  if (row.outcome === 'deactivated') must(last?.answered === 204, 'deactivated, and not answered so.');
  if (row.outcome === 'skipped') must(own.length === 0, 'skipped, and called.');
  must(row.attempts === intended, `${row.attempts} attempts reported, ${intended} intended.`);
  must(late === 0, 'called again after the outcome was known.');
  must(own.length <= intended, `called ${own.length} times, intended ${intended} times.`);
  must(own.length >= intended - cutOff, `called ${own.length} times of ${intended}, ${cutOff} cut off.`);
  // The effect of a killed call may stay unknown only if the account cannot be read.
  if (row.outcome === 'in-doubt') {
    must(cutOff > 0, 'in doubt, and no call was cut off.');
    must(reads.at(-1)?.answered !== 200, 'in doubt, and its account can be read.');
  }
  for (const [at, call] of own.entries()) {
    const next = own[at + 1];
    if (!next) continue;
    const between = reads.filter(({ seq }) => seq > call.seq && seq < next.seq);
    // Six over half a minute, and the one before each call.
    must(between.length >= 7, 'called again before the account was read for half a minute.');
  }
  return found;
}

/**
 * Checks that every intent is of a reading young enough, and that the search named the account where the journal says
 * so: by a question of the same process, that is after the last interruption.
 */
function judgeReadings(
  entries: readonly JournalEntry[],
  rows: readonly ReportRow[],
  organisation: DemoOrganisation,
): string[] {
  const found: string[] = [];
  const searches = organisation.ledger().filter(({ operation }) => operation === 'usersSearch');
  let interruptedAt = 0;
  for (const { event, at } of entries) {
    if (event.type === 'interrupted') interruptedAt = at;
    if (event.type !== 'intended') continue;
    const { position, read, attempt } = event;
    if (read === undefined) {
      found.push(`User ${position + 1}: called unread.`);
      continue;
    }
    const most = read.source === 'profile' ? 5_000 : 60_000;
    if (read.ageMs > most) found.push(`User ${position + 1}: called by a reading of ${read.ageMs} ms.`);
    if (read.source === 'profile') continue;
    if (attempt > 1) found.push(`User ${position + 1}: called again by the search.`);
    const { accountId = '', email = '' } = rows[position] ?? {};
    const isNamed = (body: string) => body.includes(`"${accountId}"`) || body.includes(`"${email}"`);
    const own = searches.some((each) => each.at >= interruptedAt && each.at <= at && isNamed(each.body));
    if (!own) found.push(`User ${position + 1}: called by a search that this process did not make.`);
  }
  return found;
}

/** Checks that page, report and CSV count the same as the journal. */
function judgeCounts(rows: readonly ReportRow[], journal: RunState, shown: RunState | undefined): string[] {
  const text = [...reportCsv(rows, everyRow())].join('');
  const csv = text.slice(1).trimEnd();
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true });
  return outcomeKinds.flatMap((kind) => {
    const counts = [
      shown?.counts[kind],
      rows.filter((row) => row.outcome === kind).length,
      data.filter((row) => row.Outcome === outcomeLabels[kind]).length,
    ];
    const same = counts.every((count) => count === journal.counts[kind]);
    return same ? [] : [`${kind}: ${journal.counts[kind]} in the journal, ${counts.join(', ')} elsewhere.`];
  });
}
