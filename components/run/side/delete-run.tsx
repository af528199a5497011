'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { deleteRun } from '#components/shared/deletions.ts';
import { TypedConfirm } from '#components/shared/typed-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RunSummary } from '#lib/contract/runs';

/** Deletes a run that has ended, after a question: its report cannot be made again. */
export function DeleteRun({ run }: { run: RunSummary }) {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
        Delete this run…
      </Button>
      {asking && (
        <TypedConfirm
          title={`Delete run ${run.number}?`}
          description="Its plan, its journal and its report are deleted from this computer. There will be no proof of what it did, and Lockstep can no longer restore it. Download the report first. Nothing changes at Atlassian."
          word={`run ${run.number}`}
          act={`Delete run ${run.number}`}
          perform={async () => {
            await deleteRun(run.id);
            await mutate('/api/runs');
            router.push('/runs');
          }}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
