import type { Metadata } from 'next';
import { BelowRunNotices } from '#components/runs/below-notices.tsx';
import { ImportResults } from '#components/runs/import-results.tsx';
import { RunList } from '#components/runs/run-list.tsx';
import { Page } from '#components/shell/page.tsx';

export const metadata: Metadata = { title: 'Runs' };

export default function Runs() {
  return (
    <Page title="Runs">
      <RunList />
      <BelowRunNotices>
        <ImportResults />
      </BelowRunNotices>
    </Page>
  );
}
