/** The connection there is, and what every verb does with it: show it, check it, keep its key, put another in its place. */
import type { ValueFault } from '#lib/domain/connection/api-key';
import type { Connection, KeychainState } from '#lib/domain/connection/connection';
import { type Connected, uncheckedView } from '#lib/engine/connection/connection-view';
import { checkKey, type KeyVerdict } from '#lib/engine/connection/key-check';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Atlassian, Clock, DemoHost, Gateway, KeptKey, Keychain, Log } from '#lib/engine/ports';

/** What the connection is made of. */
export interface ConnectionParts {
  apiUrl: string;
  environment: { key: string; organisationId: string | undefined } | null;
  /** Why a typed key is refused; null if it is accepted. */
  keyFault(key: string): ValueFault | null;
  /** Null where this computer has none; `kept` is what was found in it. */
  keychain: Keychain | null;
  kept: KeptKey | null;
  gateway: Gateway;
  demo: DemoHost;
  clock: Clock;
  /** Undefined if the log is off. */
  log: Log | undefined;
  /** Why the connection must not change now (a run is under way); null where it may. */
  busy(): string | null;
}

/** A client with the key it was opened with, and what is shown of it. */
interface OpenConnection {
  view: Connected;
  client: Atlassian;
}

/** The parts, and the connection there is now. */
export interface HeldConnection extends ConnectionParts {
  current: OpenConnection | null;
  keychainState: KeychainState;
}

/** Begins with the key that was given, where one was; it is not checked yet. */
export function holdConnection(parts: ConnectionParts): HeldConnection {
  const keychainState = parts.keychain === null ? 'none' : parts.kept ? 'keeps' : 'offered';
  return { ...parts, current: givenConnection(parts), keychainState };
}

/** The connection with the key of the environment, or with the key that the keychain has; null where there is neither. */
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
  return { client, view: uncheckedView(source, apiUrl, key, organisation, clock.wall()) };
}

/** What is shown of it. */
export function viewOf({ current, apiUrl, keychainState }: HeldConnection): Connection {
  return { ...(current?.view ?? { state: 'none' }), typedKeyUrl: apiUrl, keychain: keychainState };
}

/** Why the connection must not change now; null where it may. */
export function blocked({ busy }: HeldConnection): Result<never> | null {
  const why = busy();
  return why === null ? null : failed('conflict', why, 'Pause or stop the run first.');
}

/** Asks what the key is good for, and shows it. */
export async function check({ clock, log }: HeldConnection, connection: OpenConnection): Promise<KeyVerdict> {
  const verdict = await checkKey(connection.client, connection.view.organisation?.id);
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

/** Puts the key into the keychain, or takes out what is there: an older key must not come back. */
export async function keep(held: HeldConnection, kept: KeptKey | null): Promise<void> {
  const { keychain } = held;
  if (keychain === null) return;
  if (kept) held.keychainState = (await keychain.write(kept)) ? 'keeps' : 'refused';
  else if (held.keychainState !== 'offered') {
    held.keychainState = (await keychain.forget()) ? 'offered' : 'keeps';
  }
}

/** Takes the place of the connection there was. */
export async function adopt(held: HeldConnection, next: OpenConnection | null): Promise<Result<Connection>> {
  const before = held.current;
  held.current = next;
  if (before && before.client !== next?.client) await before.client.close();
  return done(viewOf(held));
}
