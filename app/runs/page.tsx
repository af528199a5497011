import type { Metadata } from 'next';
import { ImportResults } from '#components/runs/import-results';
import { RunList } from '#components/runs/run-list';
import { Page } from '#components/shell/page';

export const metadata: Metadata = { title: 'Runs' };

export default function Runs() {
  return (
    <Page title="Runs">
      <RunList />
      <ImportResults />
    </Page>
  );
}
