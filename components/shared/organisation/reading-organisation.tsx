import { formatDateTime } from '#components/shared/format.ts';
import { leftLabel, readingLabel, shareOf } from '#components/shared/organisation/organisation-labels.ts';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { Organisation } from '#lib/contract/organisation';

/** The progress of reading the organisation, why it rests, and the button that stops it. */
export function ReadingOrganisation({
  running,
  about,
  now,
  stop,
}: {
  running: NonNullable<Organisation['running']>;
  about: Organisation['about'];
  now: number;
  stop: () => void;
}) {
  return (
    <div className="mt-3 grid gap-2">
      <p role="status">{readingLabel(running, about)}</p>
      <Progress label="Reading your organisation" value={shareOf(running, about)} />
      <p className="min-h-5 text-ink-2 text-xs">
        {running.waitingUntil === null
          ? leftLabel(running, about, now)
          : `waiting until ${formatDateTime(running.waitingUntil)} before asking Atlassian again`}
      </p>
      <div>
        <Button size="sm" onClick={stop}>
          Stop<span className="sr-only"> reading your organisation</span>
        </Button>
      </div>
    </div>
  );
}
