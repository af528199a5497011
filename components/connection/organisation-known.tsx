'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { gapLabel, knownLabel } from '#components/shared/organisation/organisation-labels.ts';
import { ReadingOrganisation } from '#components/shared/organisation/reading-organisation.tsx';
import { useOrganisation } from '#components/shared/organisation/use-organisation.ts';
import { useRunSince } from '#components/shared/organisation/use-run-since.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { useNow } from '#components/shared/use-now.ts';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The numbers of the connected organisation, and the progress of reading them, which begins automatically. */
export function OrganisationKnown() {
  const { organisation, failure, attempt, read, stop } = useOrganisation();
  const now = useNow(1_000, organisation !== undefined);
  const since = useRunSince(organisation);
  const running = organisation?.running ?? null;
  // The pressed button disappears when reading begins, and when it ends.
  const place = useKeptFocus<HTMLElement>(organisation && (running === null ? 'known' : 'reading'));
  if (!organisation) return failure ? <FailureNotice failure={failure} /> : <Skeleton className="h-7.5" />;
  const gap = gapLabel(organisation);
  return (
    <section ref={place} aria-label="What Lockstep knows of the organisation" className="border-t pt-3">
      {failure && <FailureNotice failure={failure} />}
      {running ? (
        <ReadingOrganisation running={running} about={organisation.about} now={now} stop={stop} />
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <p className="grow text-pretty text-ink-2">
            {knownLabel(organisation, now, since)}
            {gap && <span className="text-amber"> {gap}</span>}
          </p>
          <Button size="sm" busy={attempt.busy} onClick={read}>
            {organisation.read.state === 'never' ? 'Read the organisation' : 'Read again'}
          </Button>
        </div>
      )}
    </section>
  );
}
