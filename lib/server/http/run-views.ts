/** Converts runs and sealed plans to the contract's shapes. */
import type { HistoryRow, RunHead } from '#lib/contract/run';
import type { ListedRun, RunSummary } from '#lib/contract/runs';
import { verifiedFacts } from '#lib/domain/run/verification-texts';
import { abandonedOf } from '#lib/domain/run/view/abandoned';
import { verificationDue } from '#lib/domain/run/view/verification-due';
import { jsonWithList } from '#lib/domain/text/json-pieces';
import type { OpenUsers } from '#lib/engine/history/open-users';
import type { UserInRun } from '#lib/engine/history/user-history';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { RunDetail, RunView } from '#lib/engine/run/run-view';

/** A run, without its people and its journal. */
export function runSummary(view: RunView): RunSummary {
  const { record, plan, summary, failure, stillMinutes, isVerifying, differences } = view;
  const { startedAt, endedAt, seq, how, counts, settled, contradicted, imported } = summary;
  return {
    id: record.id,
    number: record.number,
    plan,
    createdAt: record.createdAt,
    ...{ startedAt, endedAt, seq, how, counts, settled, contradicted },
    status: abandonedOf(summary.status, view) ?? summary.status,
    imported: imported && { tool: imported.tool, fileName: imported.fileName },
    verified: verifiedFacts(summary, summary.verdicts),
    verificationDue: isVerifying === true ? null : verificationDue(summary, Date.now()),
    failure,
    stillMinutes,
    differences: [...differences],
  };
}

/** A run without the people of its plan. */
export function runHead({ view, alarms, file, watching }: RunDetail, { contradictions }: OpenUsers): RunHead {
  const run = { ...runSummary(view), ...withoutSettled(view, contradictions, true) };
  return { run, alarms: [...alarms], file, watching };
}

/** A run in the list, with the number of its users who need a decision. */
export function listedRun(view: RunView, { open, settled, contradictions }: OpenUsers): ListedRun {
  return {
    ...runSummary(view),
    // The number of settled users is not repeated here, since `users` has it.
    ...withoutSettled(view, contradictions, false),
    users: { open, settled: settled.length, dismissed: view.summary.dismissed },
    pause: view.summary.pause,
    activeAtEnd: view.summary.activeAtEnd,
  };
}

/**
 * The facts of the last verification, and the number of accounts that contradict the report, both without users whom
 * later runs settled. `namesSettled`: whether the number of settled users is one of the facts.
 */
function withoutSettled(
  { summary }: RunView,
  contradictions: OpenUsers['contradictions'],
  namesSettled: boolean,
): Pick<RunSummary, 'verified' | 'contradicted'> {
  const settled = contradictions.unchanged + contradictions['came-back'];
  const verdicts = {
    ...summary.verdicts,
    unchanged: summary.verdicts.unchanged - contradictions.unchanged,
    'came-back': summary.verdicts['came-back'] - contradictions['came-back'],
    settled,
  };
  return {
    verified: verifiedFacts(summary, verdicts, namesSettled),
    contradicted: summary.contradicted - settled - contradictions['at-the-end'],
  };
}

/** The entry of the run of this view about an account. */
export function historyRow(
  view: RunView,
  { row, settled }: UserInRun,
  { contradictions }: OpenUsers,
): HistoryRow {
  const { accountId, name, email, outcome, reason, verification, verifiedAt, at, dismissedBecause } = row;
  const said = { outcome, reason, verification, verifiedAt, at, dismissedBecause };
  const run = { ...runSummary(view), ...withoutSettled(view, contradictions, true) };
  return { run, accountId, name, email, ...said, settled };
}

/** A run and the people of its plan, as JSON in pieces. */
export function runText(detail: RunDetail, open: OpenUsers): Generator<string> {
  return jsonWithList(runHead(detail, open), 'entries', detail.entries());
}

/** A sealed plan and its users, as JSON in pieces. */
export function sealedText({ entries, ...sealed }: SealedPlan): Generator<string> {
  return jsonWithList(sealed, 'entries', entries);
}
