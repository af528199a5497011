import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { BottomBar } from '#components/review/bottom-bar.tsx';
import { DeactivateDialog } from '#components/review/deactivate/deactivate-dialog.tsx';
import { useDeactivation } from '#components/review/deactivate/use-deactivation.ts';
import { LookUpStrip } from '#components/review/look-up/look-up-strip.tsx';
import { PreflightStrip } from '#components/review/preflight/preflight-strip.tsx';
import { type OpenDialog, ReviewDialogs } from '#components/review/review-dialogs.tsx';
import { ReviewHead } from '#components/review/review-head.tsx';
import { ReviewList } from '#components/review/review-list.tsx';
import { RefusedTicks, UncheckedRules } from '#components/review/review-notices.tsx';
import { useSelectionStore } from '#components/review/view/use-review.ts';
import { useReviewView } from '#components/review/view/use-review-view.ts';
import { countEligibilities, eligibilities, tickedToFail } from '#components/review/who/eligibility.ts';
import type { KeptColumns } from '#lib/contract/preferences';
import type { ReviewUser, RosterDetail } from '#lib/contract/roster';

interface Props {
  roster: RosterDetail;
  users: readonly ReviewUser[];
  readAgain: () => Promise<void>;
  /** The saved columns, and a function that saves them. */
  kept: KeptColumns | null;
  keep: (columns: KeptColumns) => void;
  steps: ReactNode;
}

/** The review, once its users are read. */
export function ReviewScreen({ roster, users, readAgain, kept, keep, steps }: Props) {
  const router = useRouter();
  // Each answer of the server brings a new array of columns, but they never change.
  const [columns] = useState(roster.columns);
  const { selection, state, now, refresh } = useSelectionStore(roster, users, columns, readAgain);
  const view = useReviewView(columns, state, now);
  const layout = useColumnLayout(view.columns, kept, keep);
  const all = useListTicks(view, selection, state);
  const [detailed, setDetailed] = useState<ReviewUser | null>(null);
  const [showingProblems, setShowingProblems] = useState(false);
  const problems = useMemo(() => users.reduce((sum, user) => sum + user.problems.length, 0), [users]);
  const [protecting, setProtecting] = useState<ReviewUser | null>(null);
  const [protectingMany, setProtectingMany] = useState<ReviewUser[] | null>(null);
  const connection = useSWR<Connection>('/api/connection', (path: string) => get(path, connectionSchema));
  const deactivation = useDeactivation({
    rosterId: roster.id,
    settled: selection.settled,
    changed: refresh,
    started: (runId) => router.push(`/runs/${encodeURIComponent(runId)}`),
  });
  const counts = countEligibilities(state.index.fixed, state.ticks);
  const ticked = counts[eligibilities.indexOf('ticked')] ?? 0;
  const failing = useMemo(() => tickedToFail(state.index.users, state.ticks), [state]);

  return (
    <div className="flex flex-1 flex-col">
      <ReviewHead
        steps={steps}
        roster={roster}
        index={state.index}
        unusable={counts[eligibilities.indexOf('unusable')] ?? 0}
        now={now}
        onShowProblems={() => setDialog({ about: 'problems' })}
        refresh={refresh}
      />
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
            layout={layout}
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
              layout={layout}
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
      <ReviewDialogs
        open={dialog}
        setOpen={setDialog}
        roster={roster}
        users={users}
        state={state}
        now={now}
        refresh={refresh}
      />
      <DeactivateDialog
        deactivation={deactivation}
        roster={roster}
        index={state.index}
        shown={ticked}
        refresh={refresh}
      />
    </div>
  );
}
