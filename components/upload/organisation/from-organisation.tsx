'use client';
import { EarlyEndLine, FailureNotice } from '#components/shared/failure-notice.tsx';
import { gapLabel, knownLabel } from '#components/shared/organisation/organisation-labels.ts';
import { ReadingOrganisation } from '#components/shared/organisation/reading-organisation.tsx';
import type { RunSince } from '#components/shared/organisation/run-since.ts';
import { useOrganisation } from '#components/shared/organisation/use-organisation.ts';
import { useRunSince } from '#components/shared/organisation/use-run-since.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { useNow } from '#components/shared/use-now.ts';
import { Button } from '#components/ui/button.tsx';
import { Building2 } from '#components/ui/icons/lucide.tsx';
import { useOrganisationRoster } from '#components/upload/organisation/use-organisation-roster.ts';
import type { Organisation } from '#lib/contract/organisation';
import type { RosterDetail } from '#lib/contract/roster';

/** Starts a job without a file: with everybody whom Atlassian lists. `open` shows the review of the roster. */
export function FromOrganisation({
  disabled,
  open,
}: {
  disabled: boolean;
  open: (roster: RosterDetail) => void;
}) {
  const { organisation, failure, attempt, read, stop } = useOrganisation();
  const { busy } = attempt;
  const make = useOrganisationRoster(attempt, open);
  const since = useRunSince(organisation);
  const running = organisation?.running ?? null;
  const now = useNow(1_000, organisation !== undefined);
  // The pressed button disappears when reading begins, and when it ends.
  const place = useKeptFocus<HTMLElement>(organisation && (running === null ? 'known' : 'reading'));
  return (
    <section
      ref={place}
      aria-labelledby="from-organisation"
      className="rounded-xl border bg-panel p-4 sm:p-5"
    >
      <h2 id="from-organisation" className="flex items-center gap-2 font-semibold text-base">
        <Building2 size={16} className="text-ink-3" />
        From your organisation
      </h2>
      <p className="mt-1 text-pretty text-ink-2">
        Without a file: Lockstep reads your managed accounts from Atlassian. Filter them, for example by when
        they were last seen, and select the users to deactivate. Nobody is selected at first.
      </p>
      {failure && <FailureNotice failure={failure} className="mt-3" />}
      {organisation?.failure && !running && <EarlyEndLine end={organisation.failure} />}
      {organisation && !running && (
        <Known
          organisation={organisation}
          now={now}
          since={since}
          disabled={disabled || busy}
          read={read}
          make={make}
        />
      )}
      {organisation && running && (
        <ReadingOrganisation running={running} about={organisation.about} now={now} stop={stop} />
      )}
    </section>
  );
}

function Known({
  organisation,
  now,
  since,
  disabled,
  read,
  make,
}: {
  organisation: Organisation;
  now: number;
  /** The run that the numbers may not show. */
  since: RunSince | null;
  disabled: boolean;
  read: () => void;
  make: () => void;
}) {
  const isRead = organisation.read.state !== 'never';
  const gap = gapLabel(organisation);
  const press = (act: () => void) => ({
    'aria-disabled': disabled,
    onClick: () => (disabled ? undefined : act()),
  });
  return (
    <>
      <p role="status" className="mt-3 text-pretty">
        {knownLabel(organisation, now, since)}
      </p>
      {gap && <p className="mt-1 text-pretty text-amber">{gap}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        {isRead && <Button {...press(make)}>Review these accounts</Button>}
        <Button variant={isRead ? 'quiet' : 'default'} {...press(read)}>
          {isRead ? 'Read again' : 'Read the organisation'}
        </Button>
      </div>
    </>
  );
}
