/** Compares an ended run with a fresh export or with the directory. It sends no request. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { isFromFuture, listsLagMs } from '#lib/domain/directory/freshness';
import { actTerms } from '#lib/domain/outcome/act';
import type { Plan } from '#lib/domain/plan/plan';
import { type Access, accessChange, accessInFile } from '#lib/domain/reconcile/access';
import type { ComparedUser, ComparedWith, Comparison, OtherAccounts } from '#lib/domain/reconcile/comparison';
import { differenceOf } from '#lib/domain/reconcile/difference';
import { intentions } from '#lib/domain/reconcile/intended';
import { hasAccountStatus } from '#lib/domain/roster/file-status';
import { fileTime } from '#lib/domain/roster/file-time';
import { shownOutcome } from '#lib/domain/run/view/shown-outcome';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import type { Connections } from '#lib/engine/connection/connection';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { done, failed, type Result } from '#lib/engine/errors';
import { endOf, type RunHistory } from '#lib/engine/history/run-history';
import { checkConnection } from '#lib/engine/plan/gate';
import { firstPlan } from '#lib/engine/plan/roster-file';
import type { Clock } from '#lib/engine/ports';
import {
  type AccountsNow,
  inDirectory,
  inFile,
  type RosterRows,
  rowsInPieces,
} from '#lib/engine/reconcile/accounts-now';
import { compareOthers } from '#lib/engine/reconcile/compare-others';
import type { RunDetail, RunView } from '#lib/engine/run/run-view';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import type { RunStore } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** A run with its comparison. */
export interface ComparedRun {
  view: RunView;
  comparison: Comparison;
}

/** The verbs on comparisons. */
export interface ReconcileVerbs {
  /**
   * Compares an ended run with the roster of a file, or with the directory of the connected organisation (null). Linear
   * in the run and both lists, in pieces. Rejects if the signal is aborted.
   */
  compare(runId: string, rosterId: string | null, signal?: AbortSignal): Promise<Result<ComparedRun>>;
}

interface ReconcileParts {
  runs: Pick<RunVerbs, 'detail'>;
  runStore: RunStore;
  rosterStore: Pick<RosterStore, 'get' | 'usersInPieces'>;
  history: Pick<RunHistory, 'lastRuns'>;
  directory: CurrentDirectory;
  connections: Pick<Connections, 'view'>;
  clock: Pick<Clock, 'wall'>;
}

/** Verbs over the stored runs, rosters and directories. */
export function newReconcile(parts: ReconcileParts): ReconcileVerbs {
  return {
    async compare(runId, rosterId, signal) {
      const found = await parts.runs.detail(runId, signal);
      if (!found.ok) return found;
      const { view } = found.value;
      const may = mayCompare(view);
      if (!may.ok) return may;
      const since = endOf(view.record, view);
      const compared = await inTurns(comparedWith(parts, view, rosterId, since), signal);
      if (!compared.ok) return compared;
      return done({
        view,
        comparison: await inTurns(comparison(parts, found.value, compared.value, since), signal),
      });
    },
  };
}

function mayCompare({ state, differences }: RunView): Result<void> {
  if (state.status !== 'ended') {
    return failed('conflict', 'This run has not ended.', 'Compare it when it has.');
  }
  if (state.act === 'dry-run') {
    return failed('conflict', 'A dry run calls nobody, so there is nothing to compare.', '');
  }
  if (differences.length > 0) {
    const message = 'This run is not as it was sealed and written, so it is not certain what it did.';
    return failed('conflict', message, 'Its report says what differs.', [...differences]);
  }
  return done(undefined);
}

/** The other side of the comparison, and how an account is looked up there. */
interface OtherSide {
  compared: ComparedWith;
  /** The roster of the file; null for the directory. */
  roster: RosterRecord | null;
  now: AccountsNow;
  /** Role and groups of an account; the directory has none. */
  access(key: AccountKey): Access;
  notes: string[];
}

function* comparedWith(
  parts: ReconcileParts,
  { plan }: RunView,
  rosterId: string | null,
  since: number,
): Pieces<Result<OtherSide>> {
  if (rosterId === null) {
    const connected = checkConnection(plan, parts.connections.view());
    if (!connected.ok) return connected;
    const now = inDirectory(parts.directory.store(), parts.history.lastRuns(), {
      since,
      now: parts.clock.wall(),
    });
    const notes = now.listAt === null ? [noList] : [];
    return done({
      compared: { from: 'directory', listAt: now.listAt },
      roster: null,
      now,
      access: () => accessInFile(undefined, []),
      notes,
    });
  }
  const roster = parts.rosterStore.get(rosterId);
  if (roster === null) return failed('not-found', 'This upload no longer exists.', 'Choose another file.');
  const fits = fitsComparison(roster, { since, now: parts.clock.wall() });
  if (!fits.ok) return fits;
  const at = fileTime(roster);
  const rows = yield* rowsInPieces(parts.rosterStore, rosterId);
  const notes = rows.unread === 0 ? [] : [unreadNote(rows.unread)];
  const { organisation } = roster.summary;
  if (organisation && organisation.id !== plan.organisationId) {
    notes.push(
      `This file was uploaded while Lockstep was connected to ${organisation.name}, and the run belongs to ${plan.organisationName}.`,
    );
  }
  const compared: ComparedWith = { from: 'file', rosterId, name: roster.name, at };
  const { columns } = roster.summary;
  const access = (key: AccountKey) => accessInFile(rows.byAccount.get(key), columns);
  return done({ compared, roster, now: inFile(rows, at, parts.history.lastRuns()), access, notes });
}

const noList =
  'The list of managed accounts was not read to its end after this run. An account that was not read is therefore not known, and not absent.';

function unreadNote(rows: number): string {
  return `In ${rows === 1 ? 'one row' : `${whole(rows)} rows`} of the file, no account ID could be read. Users who are “not in this file” may be in these rows.`;
}

const freshExport = 'Export the users again in Atlassian Administration, and upload the new file.';

/** Whether a file can tell the status of accounts after the run. */
function fitsComparison(roster: RosterRecord, { since, now }: { since: number; now: number }): Result<void> {
  if (roster.kind === 'organisation') {
    const message = 'This list was made from the directory and is not a file.';
    return failed('conflict', message, 'Compare with the directory itself.');
  }
  if (!hasAccountStatus(roster.kind)) {
    const message = 'This file does not say whether an account is active.';
    return failed('conflict', message, 'Upload an export of users or of managed accounts from Atlassian.');
  }
  if (isFromFuture(fileTime(roster), now)) {
    const message =
      'By the clock of this computer this file is from the future: whether it was written before or after the run is not known.';
    return failed('conflict', message, freshExport);
  }
  if (fileTime(roster) <= since) {
    const message = 'This file was written before the run ended, so it does not show its results.';
    return failed('conflict', message, freshExport);
  }
  return done(undefined);
}

function* comparison(
  parts: ReconcileParts,
  detail: RunDetail,
  against: OtherSide,
  since: number,
): Pieces<Comparison> {
  const { state, plan } = detail.view;
  const origin = yield* originOf(parts, plan);
  const users = yield* comparedUsers(parts, detail, { against, origin });
  const others: OtherAccounts =
    origin === null
      ? { state: 'not-compared', why: 'The list that this run was made from is no longer kept.' }
      : yield* compareOthers({
          planned: new Set(users.map(({ accountId }) => accountKey(accountId))),
          origin,
          against,
          lastRuns: parts.history.lastRuns(),
          now: parts.clock.wall(),
        });
  const { compared } = against;
  const nobody = compared.from === 'file' && users.every(({ now }) => now.state === 'not-in-file');
  const lagging = users.filter(({ now }) => now.state === 'not-known' && now.why === 'may-lag').length;
  const notes = [
    ...against.notes,
    ...(nobody ? [noneInFile] : []),
    ...(lagging === 0 ? [] : [laggingNote(lagging)]),
  ];
  return {
    goal: actTerms[state.act].goal,
    since,
    compared,
    users,
    others,
    notes,
  };
}

const noneInFile =
  'No user of this run is in this file. It may be of another organisation, or of another kind.';

function laggingNote(users: number): string {
  const minutes = listsLagMs / 60_000;
  return `What was read or exported within ${minutes} minutes of a run contradicts it for ${users === 1 ? 'one user' : `${whole(users)} users`}, and may be from before it. Read the organisation again, or take a new export, when ${minutes} minutes have passed.`;
}

function* originOf(
  { runStore, rosterStore }: ReconcileParts,
  plan: Plan,
): Pieces<{ roster: RosterRecord; rows: RosterRows } | null> {
  const rosterId = firstPlan({ runStore }, plan)?.rosterId ?? null;
  const roster = rosterId === null ? null : rosterStore.get(rosterId);
  return roster && { roster, rows: yield* rowsInPieces(rosterStore, roster.id) };
}

function* comparedUsers(
  { history }: ReconcileParts,
  { view: { state, record }, entries }: RunDetail,
  { against, origin }: { against: OtherSide; origin: { roster: RosterRecord; rows: RosterRows } | null },
): Pieces<ComparedUser[]> {
  const lastRuns = history.lastRuns();
  const intended = intentions(state);
  const users: ComparedUser[] = [];
  for (const group of inGroups(entries())) {
    const found = yield* against.now.of(group.map(({ accountId }) => accountId));
    for (const [at, { position, accountId, name, email }] of group.entries()) {
      const key = accountKey(accountId);
      const last = lastRuns.get(key);
      const later = last !== undefined && last.number > record.number ? last : null;
      const row = origin?.rows.byAccount.get(key);
      const access = accessInFile(row, origin?.roster.summary.columns ?? []);
      const is = found[at] ?? { state: 'not-known', why: 'not-read' };
      const before = state.users.at(position)?.before ?? row?.statusText ?? '';
      users.push({
        ...{ position, accountId, name, email, before, now: is },
        access: accessChange(access, against.access(key)),
        kind: differenceOf(intended(position), is, later),
        outcome: shownOutcome(state.users.at(position), true),
      });
    }
    yield;
  }
  return users;
}
