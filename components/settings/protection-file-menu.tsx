'use client';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { ImportDialog } from '#components/settings/import-dialog';
import { Button } from '#components/ui/button';
import { Menu, MenuItem } from '#components/ui/menu';
import { chooseFile } from '#lib/browser/choose-file';

/** The protections as a file, out and in. */
export function ProtectionFileMenu() {
  const [file, setFile] = useState<File | null>(null);
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
        <MenuItem onSelect={() => location.assign('/api/protections/export?as=csv')}>Export as CSV</MenuItem>
        <MenuItem onSelect={() => location.assign('/api/protections/export?as=json')}>
          Export as JSON
        </MenuItem>
      </Menu>
      {file && <ImportDialog file={file} close={() => setFile(null)} />}
    </>
  );
}
