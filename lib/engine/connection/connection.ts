/** The one connection to an organisation: its key lives here, in memory, and nowhere else. */
import { apiKeyFault } from '#lib/domain/connection/api-key';
import { organisationIdFault } from '#lib/domain/connection/organisation-id';
import { checkKey, type KeyVerdict } from '#lib/engine/connection/key-check';
import { done, type EngineErrorCode, failed, type Result } from '#lib/engine/errors';
import type { Atlassian, Clock, DemoHost, Gateway, KeptKey, Keychain, Organisation } from '#lib/engine/ports';

export type KeyState =
  | { state: 'accepted'; at: number }
  | { state: 'unchecked'; at: number; message: string; hint: string }
  | { state: 'refused'; at: number; message: string; hint: string; detail: string | null };

/** What may be known of the connection outside: never the key, only its last four characters. */
export type ConnectionView =
  | { state: 'none'; typedKeyUrl: string; keychain: KeychainState }
  | {
      state: 'connected';
      /** Where a key that is typed is sent. */
      typedKeyUrl: string;
      keychain: KeychainState;
      source: 'demo' | 'typed' | 'environment' | 'remembered';
      apiUrl: string;
      keyTail: string;
      organisation: Organisation | null;
      organisations: Organisation[];
      check: KeyState;
      /** The day on which the key ends, as `YYYY-MM-DD`; null where the admin did not say. */
      expiresOn: string | null;
    };

type Connected = Omit<Extract<ConnectionView, { state: 'connected' }>, 'typedKeyUrl' | 'keychain'>;

/**
 * What the keychain of this computer has to do with the key: there is none, it can be asked to keep it, it keeps it, it
 * was asked to and did not.
 */
export type KeychainState = 'none' | 'offered' | 'keeps' | 'refused';

export interface Connections {
  view(): ConnectionView;
  /** The client of the connection; null while there is none. */
  client(): Atlassian | null;
  organisation(): Organisation | null;
  connectDemo(): Promise<Result<ConnectionView>>;
  /** `remember`: the keychain of this computer keeps it until it is forgotten. */
  connectTyped(
    key: string,
    organisationId: string | undefined,
    remember?: boolean,
  ): Promise<Result<ConnectionView>>;
  choose(organisationId: string): Result<ConnectionView>;
  noteExpiry(day: string | null): Result<ConnectionView>;
  recheck(): Promise<Result<ConnectionView>>;
  forget(): Promise<Result<ConnectionView>>;
  demoExport(kind: 'users' | 'managed-accounts'): string | null;
}

export interface ConnectionParts {
  apiUrl: string;
  environment: { key: string; organisationId: string | undefined } | null;
  /** Null where this computer has none; `kept` is what was found in it. */
  keychain: Keychain | null;
  kept: KeptKey | null;
  gateway: Gateway;
  demo: DemoHost;
  clock: Clock;
  /** Why the connection must not change now (a run is under way); null where it may. */
  busy(): string | null;
}

/**
 * What the last check of the key and of its organisation found against them: a fault of theirs ends a run at its first
 * call. A key that was not checked yet passes: the run finds out.
 */
export function checkKeyAccepted(connection: ConnectionView): Result<void> {
  if (connection.state === 'none' || connection.check.state !== 'refused') return done(undefined);
  const { message, hint, detail } = connection.check;
  const details = detail === null ? [] : [`Atlassian said: ${detail}`];
  const again = `${hint} Then check the key again, on New run.`.trim();
  return failed('refused-by-atlassian', message, again, details);
}

/** Starts with the environment's key, where there is one; it is checked in the background. */
export function newConnections(parts: ConnectionParts): Connections {
  let current: { view: Connected; client: Atlassian } | null = null;
  const typedKeyUrl = parts.apiUrl;
  let keychain: KeychainState = parts.keychain === null ? 'none' : parts.kept ? 'keeps' : 'offered';
  const view = (): ConnectionView => ({ ...(current?.view ?? { state: 'none' }), typedKeyUrl, keychain });

  async function adopt(next: { view: Connected; client: Atlassian } | null): Promise<Result<ConnectionView>> {
    const before = current;
    current = next;
    if (before && before.client !== next?.client) await before.client.close();
    return { ok: true, value: view() };
  }

  function blocked(): Result<never> | null {
    const why = parts.busy();
    return why === null ? null : failed('conflict', why, 'Pause or stop the run first.');
  }

  async function check(connected: { view: Connected; client: Atlassian }): Promise<KeyVerdict> {
    const verdict = await checkKey(connected.client, connected.view.organisation?.id);
    connected.view = {
      ...connected.view,
      organisation: verdict.organisation ?? connected.view.organisation,
      organisations: verdict.organisations,
      check: { ...verdict.check, at: parts.clock.wall() },
    };
    return verdict;
  }

  /** Puts the key into the keychain, or takes out what is there: an older key must not come back. */
  async function keep(kept: KeptKey | null): Promise<void> {
    if (parts.keychain === null) return;
    if (kept) keychain = (await parts.keychain.write(kept)) ? 'keeps' : 'refused';
    else if (keychain !== 'offered') keychain = (await parts.keychain.forget()) ? 'offered' : 'keeps';
  }

  const given = parts.environment ?? parts.kept;
  if (given) {
    const { key, organisationId } = given;
    const client = parts.gateway.open({ apiUrl: parts.apiUrl, key });
    const organisation = organisationId ? { id: organisationId, name: organisationId } : null;
    const source = parts.environment ? 'environment' : 'remembered';
    current = { client, view: fresh(source, parts.apiUrl, key, organisation, parts.clock.wall()) };
    void check(current);
  }

  return {
    view,
    client: () => current?.client ?? null,
    organisation: () => current?.view.organisation ?? null,
    async connectDemo() {
      const stop = blocked();
      if (stop) return stop;
      const { apiUrl, key, organisation } = await parts.demo.start();
      const client = parts.gateway.open({ apiUrl, key });
      const next = { client, view: fresh('demo', apiUrl, key, organisation, parts.clock.wall()) };
      await check(next);
      return adopt(next);
    },
    async connectTyped(text, organisationId, remember = false) {
      const stop = blocked();
      if (stop) return stop;
      const key = text.trim();
      const odd = apiKeyFault(key);
      if (odd) return failed('invalid', `The key ${odd.what}.`, odd.hint);
      const asked = organisationId?.trim();
      const strange = asked ? organisationIdFault(asked) : null;
      if (strange) return failed('invalid', `The organisation ID ${strange.what}.`, strange.hint);
      const client = parts.gateway.open({ apiUrl: parts.apiUrl, key });
      const organisation = asked ? { id: asked, name: asked } : null;
      const next = { client, view: fresh('typed', parts.apiUrl, key, organisation, parts.clock.wall()) };
      const verdict = await check(next);
      const refusal = verdict.refusal ?? (blocked() === null ? null : whileChecking);
      if (refusal) {
        await client.close();
        return failed(refusal.code, refusal.message, refusal.hint, refusal.details);
      }
      await keep(remember ? { key, organisationId: next.view.organisation?.id ?? null } : null);
      return adopt(next);
    },
    choose(organisationId) {
      const stop = blocked();
      if (stop) return stop;
      const organisation = current?.view.organisations.find((each) => each.id === organisationId);
      if (!current || !organisation) {
        return failed('not-found', 'The key does not see this organisation.', 'Choose one of the list.');
      }
      current.view = { ...current.view, organisation };
      return { ok: true, value: view() };
    },
    noteExpiry(day) {
      if (!current)
        return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
      current.view = { ...current.view, expiresOn: day };
      return { ok: true, value: view() };
    },
    async recheck() {
      if (current) await check(current);
      return { ok: true, value: view() };
    },
    async forget() {
      const stop = blocked();
      if (stop) return stop;
      // Leaving the demo organisation is no word about a key.
      if (current?.view.source !== 'demo') await keep(null);
      const forgotten = await adopt(null);
      if (keychain !== 'keeps' || !forgotten.ok) return forgotten;
      return failed(
        'storage',
        'The key is forgotten here, but the keychain of this computer did not let it go.',
        'Delete the entry “Lockstep” in the keychain by hand.',
      );
    },
    demoExport: (kind) => (current?.view.source === 'demo' ? parts.demo.exportCsv(kind) : null),
  };
}

const whileChecking = {
  code: 'conflict' as EngineErrorCode,
  message: 'A run was started while the key was being checked.',
  hint: 'Pause or stop the run first.',
  details: [] as string[],
};

function fresh(
  source: Connected['source'],
  apiUrl: string,
  key: string,
  organisation: Organisation | null,
  at: number,
): Connected {
  const check = { state: 'unchecked', at, message: 'The key is being checked.', hint: '' } as const;
  const organisations = organisation ? [organisation] : [];
  const keyTail = key.slice(-4);
  return {
    state: 'connected',
    source,
    apiUrl,
    keyTail,
    organisation,
    organisations,
    check,
    expiresOn: null,
  };
}
