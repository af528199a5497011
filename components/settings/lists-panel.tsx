'use client';
import { useId } from 'react';
import { changePreferences, usePreferences } from '#components/shared/preferences/use-preferences.ts';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import type { ListMode } from '#lib/contract/preferences';

const modes: readonly { mode: ListMode; label: string; detail: string }[] = [
  {
    mode: 'rows',
    label: 'One list that scrolls',
    detail: 'Only the rows in sight are in the page. Arrow keys move between the cells.',
  },
  {
    mode: 'pages',
    label: 'Pages of 100 rows',
    detail:
      'A plain table: for a screen reader’s own table commands, for the browser’s find in page, and for strong zoom.',
  },
];

/** The choice of how the users of a review and of a run are listed. */
export function ListsPanel() {
  const preferences = usePreferences();
  const name = useId();
  return (
    <Panel
      id="lists"
      title="Lists of users"
      lead="How the review and the page of a run list users. Both have the same selection."
    >
      {preferences ? (
        <fieldset className="grid gap-2">
          <legend className="sr-only">Lists of users</legend>
          {modes.map(({ mode, label, detail }) => (
            <label key={mode} className="flex cursor-pointer gap-2">
              <input
                type="radio"
                name={name}
                checked={preferences.lists === mode}
                onChange={() => changePreferences({ lists: mode })}
                className="mt-0.5 size-4 shrink-0 accent-(--ink)"
              />
              <span>
                <span className="block font-medium">{label}</span>
                <span className="block text-ink-2 text-xs">{detail}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <RowsSkeleton rows={2} />
      )}
    </Panel>
  );
}
