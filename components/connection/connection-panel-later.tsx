'use client';
import { laterPart } from '#components/ui/later/later-part.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

/** `ConnectionPanel`, loaded where Lockstep is not connected yet. */
export const ConnectionPanelLater = laterPart(
  async () => (await import('#components/connection/connection-panel.tsx')).ConnectionPanel,
  () => <RowsSkeleton label="Loading the connection" rows={8} />,
);
