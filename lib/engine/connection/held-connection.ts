/** The current connection, and its operations: show it, check it, store its key, replace it. */
import type { ValueFault } from '#lib/domain/connection/api-key';
import type { Connection, KeychainState } from '#lib/domain/connection/connection';
import { type Connected, uncheckedView } from '#lib/engine/connection/connection-view';
import { checkKey, type KeyVerdict } from '#lib/engine/connection/key-check';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Limiters } from '#lib/engine/limiter/limiters';
import type { Atlassian, Clock, DemoHost, Gateway, KeptKey, Keychain, Log } from '#lib/engine/ports';

/** The dependencies of the connection. */
export interface ConnectionParts {
  apiUrl: string;
  environment: { key: string; organisationId: string | undefined } | null;
  /** The reason why a typed key is refused; null if it is accepted. */
  keyFault(key: string): ValueFault | null;
  /** Null if this computer has none; `kept` is the key found in it. */
  keychain: Keychain | null;
  kept: KeptKey | null;
  gateway: Gateway;
  demo: DemoHost;
  clock: Clock;
  /** Undefined if the log is off. */
  log: Log | undefined;
  /**
   * Called when the connection was made, changed, checked or forgotten. Resolves when what is asked first was asked.
   */
  opened(): Promise<void>;
  /** Called before the connection changes or is forgotten. Resolves when nothing is being asked with it. */
  leaving(): Promise<void>;
  /** Deletes what is kept of the connected organisation. Called when the admin has it forgotten. */
  forgetDirectory(): void;
  limiters: Limiters;
  /** The reason why the connection must not change now (a run is in progress); null if it may. */
  busy(): string | null;
}

/** A client with its key, and the view of the connection. */
interface OpenConnection {
  view: Connected;
  client: Atlassian;
}

/** The parts, and the current connection. */
export interface HeldConnection extends ConnectionParts {
  current: OpenConnection | null;
  keychainState: KeychainState;
}

/** Starts with the given key, if there is one. It is not checked yet. */
export function holdConnection(parts: ConnectionParts): HeldConnection {
  const keychainState = parts.keychain === null ? 'none' : parts.kept ? 'keeps' : 'offered';
  return { ...parts, current: givenConnection(parts), keychainState };
}

/** The connection with the key from the environment or from the keychain; null if there is neither. */
function givenConnection({
  environment,
  kept,
  apiUrl,
  gateway,
  clock,
}: ConnectionParts): OpenConnection | null {
  const given = environment ?? kept;
  if (!given) return null;
  const { key, organisationId } = given;
  const client = gateway.open({ apiUrl, key });
  const organisation = organisationId ? { id: organisationId, name: organisationId } : null;
  const source = environment ? 'environment' : 'remembered';
  return { client, view: uncheckedView({ source, apiUrl, key, organisation, at: clock.wall() }) };
}

/** The view of the current connection. */
export function viewOf({ current, apiUrl, keychainState }: HeldConnection): Connection {
  return { ...(current?.view ?? { state: 'none' }), typedKeyUrl: apiUrl, keychain: keychainState };
}

/** The error if the connection must not change now; null if it may. */
export function blocked({ busy }: HeldConnection): Result<never> | null {
  const why = busy();
  return why === null ? null : failed('conflict', why, 'Pause or stop the run first.');
}

/** Checks what the key may do, and updates the view, unless another organisation was chosen meanwhile. */
export async function check(
  { clock, log, limiters }: HeldConnection,
  connection: OpenConnection,
): Promise<KeyVerdict> {
  const wanted = connection.view.organisation?.id;
  const verdict = await checkKey(limiters.client(connection.client, 'admin'), wanted);
  if (connection.view.organisation?.id !== wanted) return verdict;
  connection.view = {
    ...connection.view,
    organisation: verdict.organisation ?? connection.view.organisation,
    organisations: verdict.organisations,
    check: { ...verdict.check, at: clock.wall() },
  };
  log?.('connection-check', {
    source: connection.view.source,
    state: verdict.check.state,
    organisations: verdict.organisations.length,
  });
  return verdict;
}

/** Stores the key in the keychain, or removes the stored one, so that an old key is not used at the next start. */
export async function keep(held: HeldConnection, kept: KeptKey | null): Promise<void> {
  const { keychain } = held;
  if (keychain === null) return;
  if (kept) held.keychainState = (await keychain.write(kept)) ? 'keeps' : 'refused';
  else if (held.keychainState !== 'offered') {
    held.keychainState = (await keychain.forget()) ? 'offered' : 'keeps';
  }
}

/**
 * Prepares a change of the connection: resolves when nothing is being asked with it. The error if a run was started
 * meanwhile; null if the connection may change, which must be done before any other work.
 */
export async function leave(held: HeldConnection): Promise<Result<never> | null> {
  await held.leaving();
  if (blocked(held) === null) return null;
  return failed('conflict', 'A run was started meanwhile.', 'Pause or stop the run first.');
}

/** Replaces the current connection at once, and closes the previous client. */
export async function replace(
  held: HeldConnection,
  next: OpenConnection | null,
): Promise<Result<Connection>> {
  const before = held.current;
  held.current = next;
  if (before && before.client !== next?.client) await before.client.close();
  await held.opened();
  return done(viewOf(held));
}

/** Replaces the current connection, or closes the client of the next one if a run was started meanwhile. */
export async function adopt(held: HeldConnection, next: OpenConnection): Promise<Result<Connection>> {
  const stop = await leave(held);
  if (stop === null) return replace(held, next);
  await next.client.close();
  return stop;
}
