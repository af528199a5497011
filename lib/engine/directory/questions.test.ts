import { expect, it } from 'vitest';
import { offline } from '#lib/engine/connection/offline';
import { askPermissions, askTokens, type Questions } from '#lib/engine/directory/questions';
import { fastClock } from '#test/fast-clock';

const full = { message: 'The disk is full.', hint: 'Free some space.' };

/** Questions that are all answered, of which `kept` answers can be kept. */
function questions(kept: number): Questions & { asked: string[] } {
  const asked: string[] = [];
  const answer = <T>(id: string, value: T) => {
    asked.push(id);
    return Promise.resolve({ ok: true as const, value, status: 200, tookMs: 1, requestId: null });
  };
  return {
    atlassian: {
      ...offline,
      permissions: (id) => answer(id, { enablement: { allowed: true, reason: null } }),
      apiTokens: (id) => answer(id, []),
    },
    store: { save: () => (asked.length > kept ? full : null) },
    progress: () => undefined,
    signal: new AbortController().signal,
    clock: fastClock(),
    random: () => 0,
    waiting: () => undefined,
    asked,
  };
}

it.each([
  ['permissions', askPermissions],
  ['tokens', askTokens],
])('%s: ends with the reason where an answer cannot be kept', async (_, ask) => {
  const none = questions(0);
  expect(await ask(none, ['a', 'b', 'c'])).toMatchObject({ state: 'unknown', ...full });
  expect(none.asked).toEqual(['a']);
  const some = questions(1);
  expect(await ask(some, ['a', 'b', 'c'])).toMatchObject({ state: 'partly', ...full });
  expect(some.asked).toEqual(['a', 'b']);
});
