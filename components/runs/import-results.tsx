'use client';
import { FileInput } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useSWRConfig } from 'swr';
import { importResults } from '#components/runs/send-results.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { chooseFile } from '#components/shared/files/choose-file.ts';
import { useDroppedFiles } from '#components/shared/files/use-dropped-files.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';

/** Takes results of Postman or Newman, chosen or dropped anywhere on the page, and opens the run made from them. */
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
      title="Did you use Postman or Newman?"
      lead="Import what the collection runner exports, or what newman run … --reporters json writes. It becomes a run with a report, and you can retry the users who were not deactivated."
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
