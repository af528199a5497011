'use client';
import { useEffect, useState } from 'react';
import { importProtections } from '#components/settings/protection/import-protections.ts';
import { readProtectionsAgain } from '#components/settings/protection/use-protection-rules.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ProtectionImport } from '#lib/domain/protection/protection-import';

/** Shows what a file of protections would add, and adds it. */
export function ImportDialog({ file, close }: { file: File; close: () => void }) {
  const [bytes, setBytes] = useState<ArrayBuffer | null>(null);
  const [brings, setBrings] = useState<ProtectionImport | null>(null);
  const { failure, run } = useAttempt();
  useEffect(() => {
    void run(async () => {
      const read = await file.arrayBuffer();
      setBrings(await importProtections(read, false));
      setBytes(read);
    });
  }, [file, run]);

  return (
    <FormDialog
      title={`Import ${file.name}?`}
      act="Import"
      ready={bytes !== null}
      perform={async () => {
        if (bytes === null) return;
        await importProtections(bytes, true);
        await readProtectionsAgain();
      }}
      close={close}
    >
      {failure ? <FailureNotice failure={failure} /> : <Contents brings={brings} />}
    </FormDialog>
  );
}

function Contents({ brings }: { brings: ProtectionImport | null }) {
  if (brings === null) {
    return (
      <p className="flex items-center gap-2 text-ink-2" role="status">
        <Spinner /> Reading the file…
      </p>
    );
  }
  return (
    <p>
      It protects {formatQuantity(brings.accounts, 'account')} and has {formatQuantity(brings.rules, 'rule')}
      {brings.known > 0 && <>; {formatQuantity(brings.known, 'of them is', 'of them are')} here already</>}.
      Your present protections stay.
    </p>
  );
}
