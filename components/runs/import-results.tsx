'use client';
import { FileInput } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useSWRConfig } from 'swr';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Panel } from '#components/ui/panel';
import { chooseFile } from '#lib/browser/choose-file';
import { importResults } from '#lib/browser/import-results';
import { useAttempt } from '#lib/browser/use-attempt';
import { useDroppedFiles } from '#lib/browser/use-dropped-files';

/** Takes results of Postman or Newman, chosen or dropped anywhere on the page, and leads to the run they become. */
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
  const held = useDroppedFiles((files) => take(files[0]));
  return (
    <Panel
      title="Done with Postman or Newman?"
      lead="Import what the collection runner exports, or what newman run … --reporters json writes: it becomes a run here, with its report, and who was not deactivated there can be retried."
      className={held ? 'border-accent' : ''}
    >
      <div className="flex flex-col items-start gap-3">
        {attempt.failure && <FailureNotice failure={attempt.failure} className="w-full" />}
        <Button busy={attempt.busy} onClick={() => void chooseFile('.json,application/json').then(take)}>
          {!attempt.busy && <FileInput aria-hidden size={14} />}
          {attempt.busy ? 'Reading the results…' : held ? 'Drop the results here' : 'Import results'}
        </Button>
      </div>
    </Panel>
  );
}
