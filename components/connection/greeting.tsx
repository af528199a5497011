'use client';
import type { ReactNode } from 'react';
import { useReturns } from '#components/connection/use-returns.ts';

/**
 * The start without a connection, once it is known who it is. A newcomer reads what Lockstep is; whoever returns finds
 * the key form in sight.
 */
export function Greeting({ welcome, children }: { welcome: ReactNode; children: ReactNode }) {
  const returns = useReturns();
  if (returns === null) return null;
  return (
    <>
      {returns ? <h1 className="text-lg font-semibold tracking-tight sm:text-xl">New run</h1> : welcome}
      {children}
    </>
  );
}
