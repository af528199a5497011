import { SavePdf } from '#components/run/report/save-pdf.tsx';
import { DownloadLink } from '#components/shared/files/download-link.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { FileArchive } from '#components/ui/icons/lucide.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

const whatIsPacked =
  'One ZIP file with the sealed plan, the journal, the reports and the original file, and how to check them.';

/** The files of an ended run beside the CSV, which the header of the page has. */
export function ReportFiles({ runId }: { runId: string }) {
  const path = `/api/runs/${encodeURIComponent(runId)}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Tooltip content={whatIsPacked} side="top">
        <DownloadLink path={`${path}/evidence.zip`} className={buttonClass({})}>
          <FileArchive size={13} />
          Evidence pack
        </DownloadLink>
      </Tooltip>
      <SavePdf runId={runId} />
      <p className="ml-1 text-xs text-ink-3">
        Also{' '}
        <DownloadLink className="text-accent underline" path={`${path}/report.html`}>
          a page to print and file
        </DownloadLink>
        , or{' '}
        <DownloadLink className="text-accent underline" path={`${path}/report.json`}>
          the same as JSON
        </DownloadLink>
        , with raw values, the sealed plan and the integrity check.
      </p>
    </div>
  );
}
