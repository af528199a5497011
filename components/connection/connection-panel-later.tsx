'use client';
import { useConnection } from '#components/shared/use-connection.ts';
import { laterPart } from '#components/ui/later/later-part.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

const meanwhile = <RowsSkeleton label="Loading the connection" rows={8} />;

const Panel = laterPart(
  async () => (await import('#components/connection/connection-panel.tsx')).ConnectionPanel,
  () => meanwhile,
);

/** `ConnectionPanel`, loaded where Lockstep is not connected yet. */
export function ConnectionPanelLater() {
  const { connection, failure } = useConnection();
  return connection || failure ? <Panel /> : meanwhile;
}
