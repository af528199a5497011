import { SearchX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { BottomBar } from '#components/review/bottom-bar.tsx';
import { useColumnTable } from '#components/review/columns/use-column-table.ts';
import { DeactivateDialog } from '#components/review/deactivate/deactivate-dialog.tsx';
import { useDeactivation } from '#components/review/deactivate/use-deactivation.ts';
import { FileStrip } from '#components/review/file/file-strip.tsx';
import { ProblemsDialog } from '#components/review/file/problems-dialog.tsx';
import { SaveMenu } from '#components/review/file/save-menu.tsx';
import { FacetList } from '#components/review/filters/facet-list.tsx';
import { UsersGrid } from '#components/review/grid/users-grid.tsx';
import { LookUpStrip } from '#components/review/look-up/look-up-strip.tsx';
import { OperatorPanel } from '#components/review/operator/operator-line.tsx';
import { PreflightStrip } from '#components/review/preflight/preflight-strip.tsx';
import { ProtectDialog } from '#components/review/protect/protect-dialog.tsx';
import { ProtectManyDialog } from '#components/review/protect/protect-many-dialog.tsx';
import { ProtectMenu } from '#components/review/protect/protect-menu.tsx';
import { ProtectedDialog } from '#components/review/protect/protected-dialog.tsx';
import { Toolbar } from '#components/review/toolbar.tsx';
import { useListTicks } from '#components/review/use-list-ticks.ts';
import { withoutFilters } from '#components/review/view/review-query.ts';
import { useSelectionStore } from '#components/review/view/use-review.ts';
import { useReviewView } from '#components/review/view/use-review-view.ts';
import { DetailsDialog } from '#components/review/who/details-dialog.tsx';
import {
  countEligibilities,
  eligibilities,
  eligibilityCode,
  tickedToFail,
} from '#components/review/who/eligibility.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { KeptColumns } from '#lib/contract/preferences';
import type { ReviewUser, RosterDetail } from '#lib/contract/roster';

interface Props {
  roster: RosterDetail;
  users: readonly ReviewUser[];
  readAgain: () => Promise<void>;
  /** The columns as they were left last, and how to keep them. */
  kept: KeptColumns | null;
  keep: (columns: KeptColumns) => void;
  steps: ReactNode;
}

/** The review with its users at hand. */
export function ReviewScreen({ roster, users, readAgain, kept, keep, steps }: Props) {
  const router = useRouter();
  // Each answer of the server brings them anew, and they never change.
  const [columns] = useState(roster.columns);
  const { selection, state, now, refresh } = useSelectionStore(roster, users, columns, readAgain);
  const view = useReviewView(columns, state, now);
  const table = useColumnTable(view.columns, kept, keep);
  const all = useListTicks(view, selection, state);
  const [detailed, setDetailed] = useState<ReviewUser | null>(null);
  const [showingProblems, setShowingProblems] = useState(false);
  const problems = useMemo(() => users.reduce((sum, user) => sum + user.problems.length, 0), [users]);
  const [protecting, setProtecting] = useState<ReviewUser | null>(null);
  const [protectingMany, setProtectingMany] = useState<ReviewUser[] | null>(null);
  const deactivation = useDeactivation({
    rosterId: roster.id,
    settled: selection.settled,
    changed: refresh,
    started: (runId) => router.push(`/runs/${encodeURIComponent(runId)}`),
  });
  const [changingOperator, setChangingOperator] = useState(false);
  const counts = countEligibilities(state.index.fixed, state.ticks);
  const failing = useMemo(() => tickedToFail(state.index.users, state.ticks), [state]);
  const operatorAsked = roster.operator.state === 'unknown' || changingOperator;

  return (
    <div className="flex flex-1 flex-col">
      <div className="flex flex-col lg:flex-row">
        <div className="max-sm:hidden lg:shrink-0">{steps}</div>
        <FileStrip
          roster={roster}
          users={users.length}
          unusable={counts[eligibilities.indexOf('unusable')] ?? 0}
          now={now}
          problems={problems}
          onShowProblems={() => setShowingProblems(true)}
          onChangeOperator={() => setChangingOperator(true)}
        />
      </div>
      {operatorAsked && (
        <OperatorPanel
          rosterId={roster.id}
          index={state.index}
          onAnswered={async () => {
            await refresh();
            setChangingOperator(false);
          }}
        />
      )}
      {roster.kind === 'email-list' && <LookUpStrip rosterId={roster.id} refresh={refresh} />}
      <PreflightStrip
        rosterId={roster.id}
        view={view}
        selection={selection}
        failing={failing}
        now={now}
        refresh={refresh}
        step={deactivation.step.at}
      />
      {roster.unaskedRules.map(({ rule, users: unasked }) => (
        <Notice
          key={rule}
          tone="amber"
          className="mx-4 mt-2 sm:mx-5"
          title={`The protection rule ${rule} could not be checked for ${formatQuantity(unasked, 'ticked user')}.`}
        >
          The file does not say what the rule looks at. Atlassian’s list may: it has names and addresses, but
          no groups or roles. What is not known when you deactivate is asked then.
        </Notice>
      ))}
      {state.failure && (
        <Notice
          tone="red"
          live
          className="mx-4 mt-2"
          title={`The ticks were taken back: ${state.failure.message}`}
          actions={
            <Button size="sm" onClick={selection.dismiss}>
              Dismiss
            </Button>
          }
        >
          {state.failure.hint}
        </Notice>
      )}
      <div className="flex min-h-0 flex-[1_0_24rem]">
        <aside
          aria-label="Filters"
          className="hidden w-58 shrink-0 overflow-y-auto border-r px-3 py-3 lg:block"
        >
          <h2 className="sr-only">Filters</h2>
          <FacetList view={view} />
        </aside>
        <section aria-label="Users" className="flex min-w-0 flex-1 flex-col bg-panel">
          <h2 className="sr-only">Users</h2>
          <Toolbar
            view={view}
            table={table}
            users={users.length}
            all={all.blockedBy === null ? all : null}
            only={all.only}
            choices={all.choices}
            undo={state.last === null ? null : selection.undo}
            protect={<ProtectMenu view={view} state={state} onProtect={setProtectingMany} />}
            save={<SaveMenu roster={roster} state={state} rows={view.rows} ticked={counts[0] ?? 0} />}
          />
          {view.rows.length === 0 ? (
            <EmptyState
              icon={<SearchX aria-hidden size={20} />}
              title="Nobody matches."
              actions={<Button onClick={() => view.change(withoutFilters(view.query))}>Clear filters</Button>}
            >
              No user of this file fits the search and the filters together.
            </EmptyState>
          ) : (
            <UsersGrid
              label={`Users of ${roster.name}`}
              view={view}
              table={table}
              selection={selection}
              state={state}
              all={all}
              onProtect={setProtecting}
              onDetails={setDetailed}
            />
          )}
        </section>
      </div>
      <BottomBar
        view={view}
        counts={counts}
        toFail={failing.length}
        last={state.last}
        onUndo={selection.undo}
        onDeactivate={() => deactivation.begin(roster.operator.state !== 'unknown')}
      />
      {showingProblems && (
        <ProblemsDialog roster={roster} users={users} onClose={() => setShowingProblems(false)} />
      )}
      {detailed && (
        <DetailsDialog
          user={detailed}
          eligibility={eligibilityCode(state.index.fixed, state.ticks, detailed.position)}
          roster={roster}
          now={now}
          onProtect={() => {
            setDetailed(null);
            setProtecting(detailed);
          }}
          onClose={() => setDetailed(null)}
        />
      )}
      {protecting && protecting.protection !== null && (
        <ProtectedDialog
          user={protecting}
          protection={protecting.protection}
          onClose={() => setProtecting(null)}
        />
      )}
      {protecting && protecting.protection === null && (
        <ProtectDialog
          key={protecting.accountId}
          user={protecting}
          onClose={() => setProtecting(null)}
          onChanged={refresh}
        />
      )}
      {protectingMany && (
        <ProtectManyDialog
          rosterId={roster.id}
          users={protectingMany}
          onClose={() => setProtectingMany(null)}
          onChanged={refresh}
        />
      )}
      <DeactivateDialog
        deactivation={deactivation}
        roster={roster}
        index={state.index}
        shown={counts[0] ?? 0}
        refresh={refresh}
      />
    </div>
  );
}
