'use client';
import type { ReactNode } from 'react';
import { useConnection } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { type ConnectionStage, stageOf } from '#lib/domain/connection/stage';

/**
 * Shows one of its parts by the stage of the connection. `first` is the stage when the server rendered the page: it
 * counts until the page has read the connection itself.
 */
export function ConnectionGate({
  first,
  ...parts
}: Record<ConnectionStage, ReactNode> & { first: ConnectionStage }) {
  const { connection, failure } = useConnection();
  const known = connection ? stageOf(connection) : failure && 'unready';
  const place = useKeptFocus<HTMLDivElement>(known);
  return (
    <div ref={place} className="contents">
      {parts[known ?? first]}
    </div>
  );
}
