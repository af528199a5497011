'use client';
import type { ReactNode } from 'react';
import { useReturns } from '#components/connection/use-returns.ts';

/**
 * The start page without a connection. It appears once it is known whether the admin has used Lockstep before: a
 * newcomer reads what Lockstep is, and a returning admin sees the key form at once.
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
