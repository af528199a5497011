'use client';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { ImportDialog } from '#components/settings/import-dialog';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Menu, MenuItem } from '#components/ui/menu';
import { chooseFile } from '#lib/browser/choose-file';
import { download } from '#lib/browser/ticket';
import { useAttempt } from '#lib/browser/use-attempt';

/** The protections as a file, out and in. */
export function ProtectionFileMenu() {
  const [file, setFile] = useState<File | null>(null);
  const exported = useAttempt();
  return (
    <>
      <Menu
        trigger={
          <Button>
            <FileDown aria-hidden size={14} /> Import and export
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
