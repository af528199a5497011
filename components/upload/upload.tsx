'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { DropZone } from '#components/upload/drop-zone.tsx';
import { ExportKinds } from '#components/upload/export-kinds.tsx';
import { FromOrganisation } from '#components/upload/organisation/from-organisation.tsx';
import { SampleExports } from '#components/upload/sample-exports.tsx';
import { UploadFailure } from '#components/upload/upload-failure.tsx';
import { UploadProgress } from '#components/upload/upload-progress.tsx';
import { usePageFiles } from '#components/upload/use-page-files.ts';
import { useUpload } from '#components/upload/use-upload.ts';
import type { RosterDetail } from '#lib/contract/roster';
import type { RunSummary } from '#lib/contract/runs';

/**
 * Uploads an export, or takes everybody of the organisation, and opens the review. With `samples`, it offers those of
 * the demo organisation.
 */
export function Upload({ samples }: { samples: boolean }) {
  const router = useRouter();
  const open = useCallback(
    (roster: RosterDetail) => router.push(`/review/${encodeURIComponent(roster.id)}`),
    [router],
  );
  const openRun = useCallback(
    (run: RunSummary) => router.push(`/runs/${encodeURIComponent(run.id)}`),
    [router],
  );
  const upload = useUpload(open, openRun);
  const { state } = upload;
  const busy =
    state.at === 'fetching' || state.at === 'report' || state.at === 'sending' || state.at === 'done';
  const place = useKeptFocus<HTMLElement>(state.at);
  const isDragging = usePageFiles(upload.sendFiles);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <section ref={place} aria-label="Upload" className="rounded-xl border bg-panel p-3 sm:p-4">
          {state.at === 'failed' && (
            <UploadFailure
              name={state.name}
              failure={state.failure}
              dismiss={upload.dismiss}
              read={upload.sendMapped}
              answer={upload.sendAnswered}
            />
          )}
          {busy && <UploadProgress state={state} cancel={upload.cancel} />}
          <div className={busy ? 'hidden' : undefined}>
            <DropZone isDragging={isDragging} disabled={busy} take={upload.sendFiles} />
          </div>
          <div className="px-1 pt-4 pb-1 sm:px-2">
            <ExportKinds />
          </div>
        </section>
        <FromOrganisation disabled={busy} open={open} />
      </div>
      {samples && <SampleExports upload={upload} disabled={busy} />}
    </div>
  );
}
