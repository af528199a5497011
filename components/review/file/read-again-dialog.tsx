import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { rosterPath } from '#components/review/view/use-review.ts';
import { ApiFailure, get, send } from '#components/shared/api.ts';
import { ColumnMapping } from '#components/shared/columns/column-mapping.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { rostersPath } from '#components/shared/use-rosters.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { type Roster, rosterDetailSchema, rosterHeadSchema } from '#lib/contract/roster';
import type { ColumnMapping as Mapping } from '#lib/domain/roster/roster';

interface Props {
  roster: Pick<Roster, 'id' | 'name' | 'columns' | 'sheet'>;
  /** Resolves when no change of ticks is under way; to false if the last one could not be saved. */
  settled: () => Promise<boolean>;
  onClose: () => void;
}

/** Reads the file of a roster again with other columns, and opens the new review. */
export function ReadAgainDialog({ roster, settled, onClose }: Props) {
  const path = `${rosterPath(roster.id)}/columns`;
  const head = useSWR(path, (url: string) => get(url, rosterHeadSchema), { revalidateOnFocus: false });
  const failure: ApiFailure | undefined = head.error;
  const { busy, failure: refusal, last, read } = useReadAgain(path, settled);
  return (
    <Dialog
      onClose={onClose}
      locked={busy}
      width="lg"
      title="Read with other columns"
      description={
        <p>
          {roster.name} is read again from the beginning. Users you have unselected stay unselected where
          their account ID is the same.
        </p>
      }
      footer={
        <Button onClick={onClose} disabled={busy}>
          Cancel
        </Button>
      }
    >
      {failure && <FailureNotice failure={failure} />}
      {!head.data && !failure && <Skeleton className="h-48" />}
      {head.data && !head.data.isKept && <NotKept />}
      {head.data?.isKept && (
        <ColumnMapping
          head={{
            ...head.data,
            inSheet: roster.sheet !== undefined,
            roles: roster.columns.map(({ role }) => role),
          }}
          read={(mapping) => void read(mapping, false)}
          busy={busy}
        />
      )}
      {refusal && (
        <FailureNotice
          className="mt-3"
          failure={refusal}
          actions={
            refusal.code === 'question-open' &&
            last && (
              <Button size="sm" onClick={() => void read(last, true)}>
                Read it anyway
              </Button>
            )
          }
        />
      )}
    </Dialog>
  );
}

function NotKept() {
  return (
    <div className="mt-3 grid gap-3">
      <p>
        The file was not kept: an earlier version of Lockstep has read it, or there was no space for it.
        Upload it again. Where something is not certain, you are asked about the columns.
      </p>
      <Link href="/" className={buttonClass({ variant: 'primary' })}>
        Upload an export
      </Link>
    </div>
  );
}

const unsaved = {
  code: 'unsaved',
  message: 'Your last change of the selection could not be saved.',
  hint: 'Close this dialog, and read the notice on the page.',
};

/** Sends the request, and goes to the new review. `last` is the mapping that was sent last. */
function useReadAgain(path: string, settled: () => Promise<boolean>) {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const { busy, failure, run } = useAttempt();
  const [last, setLast] = useState<Mapping | null>(null);
  const read = async (mapping: Mapping, mayLoseTicks: boolean): Promise<void> => {
    setLast(mapping);
    await run(async () => {
      if (!(await settled())) throw new ApiFailure(unsaved);
      const roster = await send('POST', path, { mapping, mayLoseTicks }, rosterDetailSchema);
      void mutate(rostersPath);
      router.replace(`/review/${encodeURIComponent(roster.id)}`);
    });
  };
  return { busy, failure, last, read };
}
