import { Page } from '#components/shell/page.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

export default function Loading() {
  return (
    <Page>
      <RowsSkeleton label="Loading" rows={4} />
    </Page>
  );
}
