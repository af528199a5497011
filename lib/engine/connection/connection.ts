/**
 * The one connection to an organisation. Its key is held in memory only, unless the admin has it stored in the
 * keychain.
 */
import type { Connection, Organisation } from '#lib/domain/connection/connection';
import { organisationIdFault } from '#lib/domain/connection/organisation-id';
import { type ConnectionFault, keyFault } from '#lib/domain/connection/planned-for';
import { uncheckedView } from '#lib/engine/connection/connection-view';
import {
  adopt,
  blocked,
  type ConnectionParts,
  check,
  type HeldConnection,
  holdConnection,
  keep,
  leave,
  replace,
  viewOf,
} from '#lib/engine/connection/held-connection';
import { done, type EngineErrorCode, failed, type Result } from '#lib/engine/errors';
import type { Atlassian } from '#lib/engine/ports';

/** The verbs on the connection. */
export interface Connections {
  view(): Connection;
  /** The client of the connection; null if there is none. */
  client(): Atlassian | null;
  organisation(): Organisation | null;
  connectDemo(): Promise<Result<Connection>>;
  /** `remember`: store the key in this computer's keychain until it is forgotten. */
  connectTyped(
    key: string,
    organisationId: string | undefined,
    remember?: boolean,
  ): Promise<Result<Connection>>;
  /** Works in one of the organisations that the key sees, and checks the key for it. */
  choose(organisationId: string): Promise<Result<Connection>>;
  noteExpiry(day: string | null): Result<Connection>;
  recheck(): Promise<Result<Connection>>;
  /** Forgets the key, and deletes what is kept of the organisation. */
  forget(): Promise<Result<Connection>>;
  demoExport(kind: 'users' | 'managed-accounts'): string | null;
}

/** The code of the error for each fault of the connection. */
export const connectionCodes = {
  'not-connected': 'not-connected',
  'other-organisation': 'conflict',
  'key-refused': 'refused-by-atlassian',
} as const satisfies Record<ConnectionFault['kind'], EngineErrorCode>;

/** Fails with the fault, if there is one. */
export function connectionUsable(fault: ConnectionFault | null): Result<void> {
  if (fault === null) return done(undefined);
  return failed(connectionCodes[fault.kind], fault.message, fault.hint, fault.details);
}

/** Fails if the last check refused the key or its organisation. */
export function checkKeyAccepted(connection: Connection): Result<void> {
  return connectionUsable(keyFault(connection));
}

/** Starts with the key from the environment or the keychain, if there is one. The key is checked in the background. */
export function newConnections(parts: ConnectionParts): Connections {
  const held = holdConnection(parts);
  if (held.current) void check(held, held.current).then(held.opened);
  return {
    view: () => viewOf(held),
    client: () => held.current?.client ?? null,
    organisation: () => held.current?.view.organisation ?? null,
    connectDemo: () => connectDemo(held),
    connectTyped: (key, organisationId, remember = false) =>
      connectTyped(held, key.trim(), organisationId?.trim(), remember),
    choose: (organisationId) => choose(held, organisationId),
    noteExpiry: (day) => noteExpiry(held, day),
    async recheck() {
      if (held.current) await check(held, held.current);
      await held.opened();
      return done(viewOf(held));
    },
    forget: () => forget(held),
    demoExport: (kind) => (held.current?.view.source === 'demo' ? parts.demo.exportCsv(kind) : null),
  };
}

async function connectDemo(held: HeldConnection): Promise<Result<Connection>> {
  const stop = blocked(held);
  if (stop) return stop;
  const { apiUrl, key, organisation } = await held.demo.start();
  const client = held.gateway.open({ apiUrl, key });
  const at = held.clock.wall();
  const next = { client, view: uncheckedView({ source: 'demo', apiUrl, key, organisation, at }) };
  await check(held, next);
  return adopt(held, next);
}

async function connectTyped(
  held: HeldConnection,
  key: string,
  organisationId: string | undefined,
  remember: boolean,
): Promise<Result<Connection>> {
  const stop = blocked(held) ?? typingMistake(held, key, organisationId);
  if (stop) return stop;
  const { apiUrl, gateway, clock } = held;
  const client = gateway.open({ apiUrl, key });
  const organisation = organisationId ? { id: organisationId, name: organisationId } : null;
  const at = clock.wall();
  const next = { client, view: uncheckedView({ source: 'typed', apiUrl, key, organisation, at }) };
  const { refusal } = await check(held, next);
  if (refusal) {
    await client.close();
    return failed(refusal.code, refusal.message, refusal.hint, refusal.details);
  }
  const adopted = await adopt(held, next);
  if (!adopted.ok) return adopted;
  await keep(held, remember ? { key, organisationId: next.view.organisation?.id ?? null } : null);
  return done(viewOf(held));
}

function typingMistake(
  held: HeldConnection,
  key: string,
  organisationId: string | undefined,
): Result<never> | null {
  const odd = held.keyFault(key);
  if (odd) return failed('invalid', `The key ${odd.what}.`, odd.hint);
  const strange = organisationId ? organisationIdFault(organisationId) : null;
  return strange && failed('invalid', `The organisation ID ${strange.what}.`, strange.hint);
}

async function choose(held: HeldConnection, organisationId: string): Promise<Result<Connection>> {
  const stop = blocked(held);
  if (stop) return stop;
  const { current } = held;
  const organisation = current?.view.organisations.find((each) => each.id === organisationId);
  if (!current || !organisation) {
    return failed('not-found', 'The key does not see this organisation.', 'Choose one of the list.');
  }
  const started = await leave(held);
  if (started) return started;
  current.view = { ...current.view, organisation };
  await check(held, current);
  await held.opened();
  return done(viewOf(held));
}

function noteExpiry(held: HeldConnection, day: string | null): Result<Connection> {
  const { current } = held;
  if (!current) {
    return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
  }
  current.view = { ...current.view, expiresOn: day };
  return done(viewOf(held));
}

async function forget(held: HeldConnection): Promise<Result<Connection>> {
  const stop = blocked(held) ?? (await leave(held));
  if (stop) return stop;
  const isDemo = held.current?.view.source === 'demo';
  held.forgetDirectory();
  const forgotten = await replace(held, null);
  // Leaving the demo organisation does not affect the stored key.
  if (isDemo) return forgotten;
  await keep(held, null);
  if (held.keychainState !== 'keeps') return done(viewOf(held));
  return failed(
    'storage',
    'Lockstep has forgotten the key, but the keychain of this computer did not delete it.',
    'Delete the entry “Lockstep” in the keychain by hand.',
  );
}
