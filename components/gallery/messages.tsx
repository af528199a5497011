'use client';
import { useState } from 'react';
import { AlarmRow } from '#components/plan/alarm-row.tsx';
import type { Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchX } from '#components/ui/icons/lucide.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Spinner } from '#components/ui/spinner.tsx';

const tones: Record<Tone, string> = {
  neutral: 'Something to know.',
  accent: 'Something is under way.',
  green: 'Something went well.',
  amber: 'Something to look at.',
  red: 'Something went wrong.',
  violet: 'Something is not known.',
};

const alarm = {
  title: '2 look like a service account.',
  body: 'Their names say so.',
  count: 3,
  names: [
    { key: 'a', name: 'svc-backup', note: 'svc-backup@example.com' },
    { key: 'b', name: 'jira-bot', note: 'jira-bot@example.com' },
  ],
};

/** Everything that says something, and what stands where there is nothing yet. */
export function Messages() {
  const [kept, setKept] = useState(false);
  return (
    <>
      <Panel title="Notices">
        <div className="grid gap-2">
          {Object.entries(tones).map(([tone, title]) => (
            <Notice
              key={tone}
              tone={tone as Tone}
              title={title}
              actions={<Button size="sm">Do something</Button>}
            >
              What follows from it, in a sentence that may be long enough to need a second line on a narrow
              screen.
            </Notice>
          ))}
          <Notice title="A title alone." />
          <Notice tone="red" title="It did not work." actions={<Button size="sm">Try again</Button>} />
        </div>
      </Panel>
      <Panel title="Alarms">
        <ul className="divide-y rounded-lg border">
          <AlarmRow alarm={alarm} />
          <AlarmRow alarm={alarm} toUntick={3} onUntick={() => undefined} onKeep={setKept} kept={kept} />
          <AlarmRow alarm={alarm} onKeep={() => undefined} kept />
        </ul>
      </Panel>
      <Panel title="Not yet, and nothing">
        <div className="grid gap-4">
          <Progress label="A third" value={1 / 3} />
          <Progress label="Not known how far" value={null} />
          <Spinner />
          <Skeleton className="h-4 w-48" />
          <RowsSkeleton label="Reading" rows={2} />
          <EmptyState
            icon={<SearchX size={20} />}
            title="Nobody matches."
            actions={<Button>Clear filters</Button>}
          >
            No user matches both the search and the filters.
          </EmptyState>
        </div>
      </Panel>
    </>
  );
}
