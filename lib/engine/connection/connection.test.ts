import { describe, expect, it, vi } from 'vitest';
import { newConnections } from '#lib/engine/connection/connection';
import { offline } from '#lib/engine/connection/offline';
import { newLimiters } from '#lib/engine/limiter/limiters';
import { fastClock } from '#test/fast-clock';

const first = { id: 'org-1', name: 'First Example' };
const second = { id: 'org-2', name: 'Second Example' };

/** A connection whose key sees both organisations and may use `usable` only. */
async function connected(usable: string) {
  const probe = vi.fn(async (organisationId: string) =>
    organisationId === usable
      ? ({ ok: true, value: 'usable', status: 200, tookMs: 0 } as const)
      : ({ ok: false, fault, tookMs: 0 } as const),
  );
  const organisations = async () => ({ ok: true as const, value: [first, second], status: 200, tookMs: 0 });
  const connections = newConnections({
    apiUrl: 'https://api.example.com',
    environment: null,
    keyFault: () => null,
    keychain: null,
    kept: null,
    gateway: { open: () => ({ ...offline, organisations, probe }) },
    demo: { start: () => Promise.reject(new Error('not used')), exportCsv: () => null },
    clock: fastClock(),
    log: undefined,
    busy: () => null,
    opened: async () => {},
    leaving: async () => {},
    limiters: newLimiters({ clock: fastClock(), random: () => 0 }),
    forgetDirectory: () => {},
  });
  await connections.connectTyped('a-key', undefined);
  return { connections, probe };
}

const fault = {
  code: 'key-scoped',
  owner: 'key',
  effect: 'none',
  repeatable: false,
  waitMs: null,
  status: 403,
  message: 'This key has scopes.',
  hint: 'Use another one.',
  detail: null,
} as const;

describe('a key that sees several organisations', () => {
  it('is checked for none of them before one is chosen', async () => {
    const { connections, probe } = await connected(first.id);
    expect(connections.view()).toMatchObject({ organisation: null, check: { state: 'unchecked' } });
    expect(probe).not.toHaveBeenCalled();
  });

  it('is checked for the chosen one, and again for another', async () => {
    const { connections } = await connected(first.id);
    expect(await connections.choose(first.id)).toMatchObject({
      value: { organisation: first, organisations: [first, second], check: { state: 'accepted' } },
    });
    expect(await connections.choose(second.id)).toMatchObject({
      value: { organisation: second, check: { state: 'refused', message: fault.message } },
    });
  });

  it('stays with the organisation that was chosen last, whichever check ends last', async () => {
    const { connections, probe } = await connected(second.id);
    let answerFirst = () => {};
    const asked = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    probe.mockImplementationOnce(() => asked.then(() => ({ ok: false, fault, tookMs: 0 }) as const));
    const before = connections.choose(first.id);
    await connections.choose(second.id);
    answerFirst();
    await before;
    expect(connections.view()).toMatchObject({ organisation: second, check: { state: 'accepted' } });
  });

  it('works in no organisation that it does not see', async () => {
    const { connections } = await connected(first.id);
    expect(await connections.choose('org-3')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
