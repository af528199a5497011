'use client';
import { useRouter } from 'next/navigation';
import { useSWRConfig } from 'swr';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { chooseFile } from '#components/shared/files/choose-file.ts';
import { importResults } from '#components/shared/files/send-results.ts';
import { useDroppedFiles } from '#components/shared/files/use-dropped-files.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { FileInput, Undo2 } from '#components/ui/icons/lucide.tsx';
import { Panel } from '#components/ui/panel.tsx';

/** Takes a file about a run made elsewhere, chosen or dropped anywhere on the page, and opens the run made from it. */
export function ImportResults() {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const attempt = useAttempt();
  const take = (file: File | null | undefined): void => {
    if (!file || attempt.busy) return;
    void attempt.run(async () => {
      const run = await importResults(file);
      await mutate('/api/runs');
      router.push(`/runs/${encodeURIComponent(run.id)}`);
    });
  };
  const isDragging = useDroppedFiles((files) => take(files[0]));
  const choose = (accept: string) => void chooseFile(accept).then(take);
  const label = (idle: string) =>
    attempt.busy ? 'Reading the file…' : isDragging ? 'Drop the file here' : idle;
  return (
    <div className="flex flex-col gap-4">
      {attempt.failure && <FailureNotice failure={attempt.failure} className="w-full" />}
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel
          title="Did you use Postman or Newman?"
          lead="Import what the collection runner exports, or what newman run … --reporters json writes. It becomes a run with a report, and you can retry the users who were not deactivated."
          className={isDragging ? 'border-accent' : ''}
        >
          <Button busy={attempt.busy} onClick={() => choose('.json,application/json')}>
            {!attempt.busy && <FileInput size={14} />}
            {label('Import results')}
          </Button>
        </Panel>
        <Panel
          title="Was the run made on another computer?"
          lead="Open its evidence pack, or its JSON report. You can restore exactly the users that it reports as deactivated, in the organisation that it names. Each account is read first."
          className={isDragging ? 'border-accent' : ''}
        >
          <Button busy={attempt.busy} onClick={() => choose('.zip,.json,application/zip,application/json')}>
            {!attempt.busy && <Undo2 size={14} />}
            {label('Restore from a report')}
          </Button>
        </Panel>
      </div>
    </div>
  );
}
