import { useState } from 'react';
import { DismissDialog } from '#components/run/decisions/dismiss-dialog.tsx';
import { addressesOf, csvOf, groupFileName, handOutOf } from '#components/run/decisions/hand-out.ts';
import type { AttentionGroup } from '#components/run/report/attention.ts';
import { saveFile } from '#components/shared/files/save-file.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { Ban, ChevronDown, RotateCcw } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { RunSummary } from '#lib/contract/runs';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import { type Decisions, decisionCounts, decisionText } from '#lib/domain/run/view/decisions';

export interface GroupActionsProps {
  run: RunSummary;
  state: RunState;
  entries: readonly PlanEntry[];
  decisions: Decisions;
  /** Seals a new run with these users of the plan; null if none can be made of this run. */
  retry: ((positions: number[]) => void) | null;
  /** The journal has grown. */
  onDismissed: () => void;
}

/** Buttons for the users of one reason, and the decisions about them. */
export function GroupActions({ group, ...props }: GroupActionsProps & { group: AttentionGroup }) {
  const { run, state, entries, decisions, retry, onDismissed } = props;
  const [dismissing, setDismissing] = useState(false);
  const [copyResult, setCopyResult] = useState('');
  const open = group.positions.filter((position) => decisions.open.has(position));
  // The pressed button disappears when the users are dismissed, before or after the dialog closes.
  const place = useKeptFocus<HTMLFieldSetElement>(`${open.length} ${dismissing}`);
  const users = { run, state, group, entries };
  const name = groupFileName(users);
  const decided =
    open.length === group.positions.length ? '' : decisionText(decisionCounts(decisions, group.positions));

  async function copy(): Promise<void> {
    const { text, without } = addressesOf(users);
    const none = without === 0 ? '' : ` ${formatQuantity(without, 'user has', 'users have')} none.`;
    try {
      await navigator.clipboard.writeText(text);
      setCopyResult(`Copied the addresses.${none}`);
    } catch {
      setCopyResult('Not copied: the browser does not allow it.');
    }
  }
  return (
    <fieldset
      ref={place}
      aria-label={group.message}
      className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1.5 @lg:col-start-2 @4xl:col-start-3 @4xl:max-w-96 @4xl:justify-end @4xl:self-center print:hidden"
    >
      {open.length > 0 && retry !== null && (
        <Button size="sm" onClick={() => retry(open)}>
          <RotateCcw size={12} /> Retry {formatCount(open.length)}
        </Button>
      )}
      {open.length > 0 && (
        <Button size="sm" onClick={() => setDismissing(true)}>
          <Ban size={12} /> Dismiss {formatCount(open.length)}…
        </Button>
      )}
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="quiet">
            Hand over <ChevronDown size={12} />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copy()}>Copy e-mail addresses</MenuItem>
        <MenuItem onSelect={() => saveFile(`${name}.csv`, csvOf(users))}>CSV of these users</MenuItem>
        <MenuItem onSelect={() => saveFile(`${name}.txt`, handOutOf(users), 'text/plain')}>
          Text for another team, such as that of your identity provider
        </MenuItem>
      </Menu>
      <span role="status" className="text-xs text-ink-2">
        {[decided, copyResult].filter(Boolean).join(' · ')}
      </span>
      {dismissing && (
        <DismissDialog
          run={run}
          positions={open}
          onDismissed={onDismissed}
          close={() => setDismissing(false)}
        />
      )}
    </fieldset>
  );
}
