/** What an admin can do with the demo organisation beyond using it, as routes see it. */
import type { LedgerView, OrganisationWish, Switches } from '#lib/domain/rehearsal';
import { failed, type Result } from '#lib/engine/errors';
import { type App, app } from '#lib/server/app';

/** One call that the demo organisation received. */
export interface LedgerCall {
  seq: number;
  /** Ms since the epoch. */
  at: number;
  method: string;
  path: string;
  operation: string;
  accountId: string | null;
  answered: number | 'cut' | 'hang' | null;
  effect: string | null;
}

export interface Rehearsal {
  /** Null while no demo organisation runs. */
  view(): (OrganisationWish & { switches: Switches }) | null;
  set(switches: Switches): void;
  /** Another organisation in its place, on another port: connect to it anew. */
  renew(wish: OrganisationWish): Promise<void>;
  /** The last `most` calls of the view, newest first, and how many there are in all. */
  ledger(view: LedgerView, most: number): { total: number; entries: LedgerCall[] } | null;
}

/** The application, where it is connected to the demo organisation. */
export function rehearsing(): Result<App> {
  const current = app();
  const connection = current.engine.connections.view();
  if (connection.state === 'connected' && connection.source === 'demo') return { ok: true, value: current };
  return failed(
    'not-found',
    'Rehearsals are for the demo organisation only.',
    'Connect to the demo organisation first.',
  );
}
