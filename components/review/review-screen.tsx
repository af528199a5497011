import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { useBarsKnown } from '#components/review/bars-known.ts';
import { BottomBar } from '#components/review/bottom-bar.tsx';
import { useDeactivation } from '#components/review/deactivate/use-deactivation.ts';
import { rosterSize } from '#components/review/file/size-label.ts';
import { LookUpBar } from '#components/review/look-up/look-up-bar.tsx';
import { PreflightBar } from '#components/review/preflight/preflight-bar.tsx';
import { type OpenDialog, ReviewDialogs } from '#components/review/review-dialogs.tsx';
import { ReviewHead } from '#components/review/review-head.tsx';
import { ReviewList } from '#components/review/review-list.tsx';
import { RefusedTicks, UncheckedRules, UsedInRuns } from '#components/review/review-notices.tsx';
import { useSelectionStore } from '#components/review/view/use-review.ts';
import { useReviewView } from '#components/review/view/use-review-view.ts';
import { countLeafCodes, tickedToFail } from '#components/review/who/leaf-codes.ts';
import { isKeyTaken, isShortcut, useKeys } from '#components/shared/keyboard/keys.ts';
import { useEver } from '#components/ui/later/later.ts';
import { laterPart } from '#components/ui/later/later-part.tsx';
import type { KeptColumns } from '#lib/contract/preferences';
import type { ReviewUser, RosterDetail } from '#lib/contract/roster';
import { leaves } from '#lib/domain/plan/leaf';
import { waitsForLookUp } from '#lib/domain/roster/look-up';

const DeactivateDialog = laterPart(
  async () => (await import('#components/review/deactivate/deactivate-dialog.tsx')).DeactivateDialog,
);

interface Props {
  roster: RosterDetail;
  users: readonly ReviewUser[];
  readAgain: () => Promise<void>;
  /** The saved columns, and a function that saves them. */
  kept: KeptColumns | null;
  keep: (columns: KeptColumns) => void;
  steps: ReactNode;
}

/**
 * The review, once its users are read. Its placeholder stays until the bars above the list have their height, so that
 * nothing moves.
 */
export function ReviewScreen({ placeholder, ...props }: Props & { placeholder: ReactNode }) {
  return useBarsKnown(props.roster.id) ? <Screen {...props} /> : placeholder;
}

function Screen({ roster, users, readAgain, kept, keep, steps }: Props) {
  const router = useRouter();
  // Each answer of the server brings a new array of columns, but they never change.
  const [columns] = useState(roster.columns);
  const { selection, state, now, refresh } = useSelectionStore(roster, users, columns, readAgain);
  const view = useReviewView(columns, roster, state, now);
  useKeys((event) => {
    if (!isShortcut(event, 'z') || isKeyTaken(event.target)) return;
    event.preventDefault();
    selection.undo();
  });
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const deactivation = useDeactivation({
    rosterId: roster.id,
    settled: selection.settled,
    changed: refresh,
    started: (runId) => router.push(`/runs/${encodeURIComponent(runId)}`),
  });
  const deactivating = useEver(deactivation.step.at !== 'closed');
  // A file with account IDs may have rows with an address alone.
  const waiting = useMemo(() => users.some(waitsForLookUp), [users]);
  const counts = useMemo(() => countLeafCodes(state.index, state.ticks), [state.index, state.ticks]);
  const size = useMemo(() => rosterSize(state.index.users), [state.index]);
  const ticked = useMemo(() => state.ticks.reduce((sum, tick) => sum + tick, 0), [state.ticks]);
  const failing = useMemo(() => tickedToFail(state.index.users, state.ticks), [state.index, state.ticks]);

  return (
    <div className="flex flex-1 flex-col">
      <ReviewHead
        steps={steps}
        roster={roster}
        index={state.index}
        size={size}
        unusable={counts[leaves.indexOf('unusable')] ?? 0}
        now={now}
        onShowProblems={() => setDialog({ about: 'problems' })}
        refresh={refresh}
        settled={selection.settled}
      />
      {(roster.kind === 'email-list' || waiting) && <LookUpBar rosterId={roster.id} refresh={refresh} />}
      <PreflightBar
        rosterId={roster.id}
        view={view}
        selection={selection}
        state={state}
        notChecked={counts[leaves.indexOf('not-checked')] ?? 0}
        now={now}
        refresh={refresh}
        step={deactivation.step.at}
      />
      <UsedInRuns rosterId={roster.id} />
      <UncheckedRules rules={roster.unaskedRules} />
      <RefusedTicks state={state} selection={selection} />
      <ReviewList
        roster={roster}
        view={view}
        selection={selection}
        state={state}
        size={size}
        ticked={ticked}
        kept={kept}
        keep={keep}
        open={setDialog}
      />
      <BottomBar
        view={view}
        kind={roster.kind}
        counts={counts}
        selected={ticked}
        toFail={failing.length}
        onUntickFailing={() => selection.set(failing, false)}
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
      {deactivating && (
        <DeactivateDialog
          deactivation={deactivation}
          roster={roster}
          index={state.index}
          selection={selection}
          shown={ticked}
          refresh={refresh}
        />
      )}
    </div>
  );
}
