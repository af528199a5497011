'use client';
import { useEffect, useState } from 'react';
import { importProtections } from '#components/settings/protection/import-protections.ts';
import { readProtectionsAgain } from '#components/settings/protection/use-protection-rules.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ProtectionImport } from '#lib/contract/protection';

/** What a file of protections brings, before it brings it. */
export function ImportDialog({ file, close }: { file: File; close: () => void }) {
  const [text, setText] = useState<string | null>(null);
  const [brings, setBrings] = useState<ProtectionImport | null>(null);
  const attempt = useAttempt();
  const { run } = attempt;
  useEffect(() => {
    void run(async () => {
      const read = await file.text();
      setBrings(await importProtections(read, false));
      setText(read);
    });
  }, [file, run]);

  async function bring(): Promise<void> {
    if (text === null || attempt.busy) return;
    const brought = await run(async () => {
      await importProtections(text, true);
      await readProtectionsAgain();
    });
    if (brought) close();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      width="sm"
      title={`Import ${file.name}?`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={text === null} busy={attempt.busy} onClick={() => void bring()}>
            Import
          </Button>
        </>
      }
    >
      {attempt.failure ? (
        <FailureNotice failure={attempt.failure} />
      ) : brings ? (
        <p>
          It protects {formatQuantity(brings.accounts, 'account')} and has{' '}
          {formatQuantity(brings.rules, 'rule')}
          {brings.known > 0 && (
            <>; {formatQuantity(brings.known, 'of them is', 'of them are')} here already</>
          )}
          . What is here stays.
        </p>
      ) : (
        <p className="flex items-center gap-2 text-ink-2" role="status">
          <Spinner /> Reading the file…
        </p>
      )}
    </Dialog>
  );
}
