import { useEffect, useRef, useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { chooseFile } from '#components/shared/files/choose-file.ts';
import { exportFiles, refusalOf, sendExport } from '#components/shared/files/upload-file.ts';
import { formatDateTime } from '#components/shared/format.ts';
import { ReadingOrganisation } from '#components/shared/organisation/reading-organisation.tsx';
import { useOrganisation } from '#components/shared/organisation/use-organisation.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { useNow } from '#components/shared/use-now.ts';
import { useRosters } from '#components/shared/use-rosters.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Upload } from '#components/ui/icons/lucide.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Roster } from '#lib/contract/roster';
import { hasAccountStatus } from '#lib/domain/roster/file-status';
import { fileTime } from '#lib/domain/roster/file-time';

const directory = 'directory';

/** Chooses what the run is compared with: the directory, which can be read again, or a fresh export. */
export function CompareSource({
  rosterId,
  since,
  choose,
  wasRead,
}: {
  rosterId: string | null;
  /** Files from before this time do not show what the run did, ms since the epoch; null if that is not known yet. */
  since: number | null;
  choose: (rosterId: string | null) => void;
  /** The directory was read again. */
  wasRead: () => void;
}) {
  const { rosters, retry } = useRosters();
  const upload = useAttempt();
  const fitting = (rosters ?? []).filter((roster) => fits(roster, since));

  async function chooseExport(): Promise<void> {
    const file = await chooseFile(exportFiles);
    if (file === null) return;
    await upload.run(async () => {
      const refusal = refusalOf([file]);
      if (refusal) throw refusal;
      const writtenAt = file.lastModified > 0 ? file.lastModified : null;
      const sent = { file, name: file.name, writtenAt };
      const roster = await sendExport(sent, () => undefined, new AbortController().signal);
      retry();
      choose(roster.id);
    });
  }
  return (
    <Panel
      title="Compare with"
      lead="Use an export that was made after the run. Lockstep knows only the date of the file, not when Atlassian collected its rows."
    >
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Source"
          className="w-full sm:w-96"
          value={rosterId ?? directory}
          onValueChange={(value) => choose(value === directory ? null : value)}
          options={[
            {
              value: directory,
              label: 'The directory',
              detail: 'Facts that Lockstep has read from Atlassian',
            },
            ...fitting.map((roster) => ({
              value: roster.id,
              label: roster.name,
              detail: `File of ${formatDateTime(fileTime(roster))}`,
            })),
          ]}
        />
        <Button onClick={() => void chooseExport()} busy={upload.busy}>
          <Upload size={13} />
          Upload a fresh export
        </Button>
        {rosterId === null && <ReadDirectory wasRead={wasRead} />}
      </div>
      {upload.failure && <FailureNotice failure={upload.failure} className="mt-3" />}
      {upload.failure?.rows.length || upload.failure?.workbook ? (
        <p className="mt-2 text-ink-2">
          Lockstep must ask about this file. Upload it on the start page, then choose it here.
        </p>
      ) : null}
    </Panel>
  );
}

function fits(roster: Roster, since: number | null): boolean {
  const isExport = hasAccountStatus(roster.kind) && roster.kind !== 'organisation';
  return isExport && (since === null || fileTime(roster) > since);
}

function ReadDirectory({ wasRead }: { wasRead: () => void }) {
  const { organisation, failure, attempt, read, stop } = useOrganisation();
  const now = useNow(1_000, organisation !== undefined);
  const running = organisation?.running ?? null;
  const isReading = running !== null;
  // The button disappears when reading begins, and the one that stops it when it ends.
  const place = useKeptFocus<HTMLElement>(organisation && isReading);
  const was = useRef(isReading);
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    if (was.current && !isReading) wasRead();
    if (was.current !== isReading) setEnded(was.current);
    was.current = isReading;
  }, [isReading, wasRead]);
  return (
    <section ref={place} aria-label="Reading the organisation" className={cx(failure && 'w-full')}>
      <p role="status" className="sr-only">
        {ended && 'Reading the organisation has ended. The run is compared again.'}
      </p>
      {running !== null && organisation ? (
        <ReadingOrganisation running={running} about={organisation.about} now={now} stop={stop} />
      ) : (
        <>
          <Button onClick={read} busy={attempt.busy}>
            Read the organisation now
          </Button>
          {failure && <FailureNotice failure={failure} className="mt-3" />}
        </>
      )}
    </section>
  );
}
