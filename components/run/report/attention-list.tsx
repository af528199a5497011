import { useState } from 'react';
import { GroupActions, type GroupActionsProps } from '#components/run/decisions/group-actions.tsx';
import { OutcomeBadge } from '#components/run/outcomes/outcome-badge.tsx';
import { OutsideLink } from '#components/run/outcomes/outside-link.tsx';
import type { AttentionGroup } from '#components/run/report/attention.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { outcomeLabel } from '#lib/domain/outcome/act';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { revealed } from '#lib/domain/text/odd-characters';

const firstGroups = 5;
const firstNames = 3;
const firstLinks = 3;

/** The users that need attention, by reason, each with its hint. */
export function AttentionList({
  groups,
  onList,
  ...actions
}: GroupActionsProps & {
  groups: readonly AttentionGroup[];
  onList: () => void;
}) {
  const { entries } = actions;
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, firstGroups);
  const people = groups.reduce((sum, { positions }) => sum + positions.length, 0);
  const { open, settled, dismissed } = actions.decisions;
  const isDecided = open.size === 0 && settled.size + dismissed.size > 0;
  return (
    <section aria-labelledby="needs-attention">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="needs-attention" className="font-semibold">
          {isDecided
            ? 'Every user who needed your attention is settled or dismissed'
            : `${formatQuantity(open.size || people, 'user needs', 'users need')} your attention`}
        </h3>
        <Button size="sm" onClick={onList}>
          List them
        </Button>
      </div>
      <ul className="mt-2 divide-y rounded-lg border">
        {shown.map((group) => {
          const { outcome, message, hint, positions, links, topic } = group;
          return (
            <li
              key={`${outcome} ${message} ${hint} ${topic}`}
              className={cx(
                'grid gap-x-4 gap-y-1 px-3 py-2',
                // The labels of a dry run are longer.
                actions.state.act === 'dry-run'
                  ? '@lg:grid-cols-[11rem_minmax(0,1fr)] @4xl:grid-cols-[11rem_minmax(0,1fr)_auto]'
                  : '@lg:grid-cols-[8rem_minmax(0,1fr)] @4xl:grid-cols-[8rem_minmax(0,1fr)_auto]',
              )}
            >
              <span className="flex items-start gap-1.5">
                <span className="font-semibold">{formatCount(positions.length)}</span>
                <OutcomeBadge label={{ badge: outcomeLabel(actions.state.act, outcome), look: outcome }} />
              </span>
              <div className="min-w-0">
                <p>{message}</p>
                {hint && <p className="text-ink-2">{hint}</p>}
                <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3 text-ink-3 text-xs wrap-anywhere">
                  {names(positions, entries)}
                  {topic && <HelpLink topic={topic} />}
                </p>
                {links.slice(0, firstLinks).map((link) => (
                  <p key={link} className="mt-0.5 text-xs">
                    <OutsideLink address={link} />
                  </p>
                ))}
                {links.length > firstLinks && (
                  <p className="mt-0.5 text-xs text-ink-3">
                    and {formatQuantity(links.length - firstLinks, 'more link', 'more links')}, in the details
                    of each user
                  </p>
                )}
              </div>
              <GroupActions group={group} {...actions} />
            </li>
          );
        })}
      </ul>
      {groups.length > firstGroups && (
        <Button variant="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)} className="mt-1">
          {all ? 'Show fewer reasons' : `Show all ${formatCount(groups.length)} reasons`}
        </Button>
      )}
    </section>
  );
}

function names(positions: readonly number[], entries: readonly PlanEntry[]): string {
  const first = positions.slice(0, firstNames).map((position) => {
    const entry = entries[position];
    return revealed(entry?.name || entry?.email || entry?.accountId || `user ${position + 1}`);
  });
  const rest = positions.length - first.length;
  return first.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}
