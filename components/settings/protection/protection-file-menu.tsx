'use client';
import { useState } from 'react';
import { ImportDialog } from '#components/settings/protection/import-dialog.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { chooseFile } from '#components/shared/files/choose-file.ts';
import { download } from '#components/shared/ticket.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { FileDown } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';

/** Imports protections from a file, and exports them. */
export function ProtectionFileMenu() {
  const [file, setFile] = useState<File | null>(null);
  const exported = useAttempt();
  return (
    <>
      <Menu
        trigger={
          <Button>
            <FileDown size={14} /> Import and export
          </Button>
        }
      >
        <MenuItem onSelect={() => void chooseFile('.csv,.json,text/csv,application/json').then(setFile)}>
          Import a CSV or JSON file…
        </MenuItem>
        <MenuItem onSelect={() => void exported.run(() => download('/api/protections/export?as=csv'))}>
          Export as CSV
        </MenuItem>
        <MenuItem onSelect={() => void exported.run(() => download('/api/protections/export?as=json'))}>
          Export as JSON
        </MenuItem>
      </Menu>
      {exported.failure && <FailureNotice failure={exported.failure} />}
      {file && <ImportDialog file={file} close={() => setFile(null)} />}
    </>
  );
}
