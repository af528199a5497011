import { Page } from '#components/shell/page';
import { RowsSkeleton } from '#components/ui/rows-skeleton';

export default function Loading() {
  return (
    <Page>
      <RowsSkeleton label="Loading" rows={4} />
    </Page>
  );
}
