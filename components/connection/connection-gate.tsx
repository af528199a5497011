'use client';
import type { ReactNode } from 'react';
import { isReady, useConnection } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import type { Connection } from '#lib/domain/connection/connection';

/** Shows one of its parts by the state of the connection: none, not usable, or ready to read an export. */
export function ConnectionGate({
  loading,
  none,
  unready,
  demo,
  ready,
}: Record<'loading' | 'none' | 'unready' | 'demo' | 'ready', ReactNode>) {
  const { connection, failure } = useConnection();
  const shown = placeFor(connection, failure !== undefined);
  const place = useKeptFocus<HTMLDivElement>(shown === 'loading' ? undefined : shown);
  return (
    <div ref={place} className="contents">
      {{ loading, none, unready, demo, ready }[shown]}
    </div>
  );
}

function placeFor(
  connection: Connection | undefined,
  failed: boolean,
): 'loading' | 'none' | 'unready' | 'demo' | 'ready' {
  if (!connection) return failed ? 'unready' : 'loading';
  if (connection.state === 'none') return 'none';
  if (!isReady(connection)) return 'unready';
  return connection.source === 'demo' ? 'demo' : 'ready';
}
