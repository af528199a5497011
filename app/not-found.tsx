import type { Metadata } from 'next';
import { Page } from '#components/shell/page.tsx';
import { WaysOn } from '#components/shell/ways-on.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Page
      title="There is nothing at this address"
      lead="Check the address. A roster or a run may have been deleted, by you or after the days set in Settings."
    >
      <WaysOn />
    </Page>
  );
}
