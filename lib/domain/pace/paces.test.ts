import { expect, it } from 'vitest';
import type { Quota } from '#lib/domain/outcome/answer';
import { begin } from '#lib/domain/pace/pace';
import { learnFrom, type Paces, paceOf } from '#lib/domain/pace/paces';

/** Sends a request of this kind at `begunAt`, whose answer comes 20 ms later. */
function ask(
  paces: Paces,
  kind: string,
  begunAt: number,
  said: { throttled?: boolean; waitMs?: number; quota?: Quota } = {},
): void {
  const { throttled = false, waitMs = null, quota } = said;
  begin(paceOf(paces, kind), begunAt);
  learnFrom(paces, { kind, begunAt, now: begunAt + 20, throttled, waitMs, quota, random: 0 });
}

const left = (remaining: number, limit = 10) => ({ quota: { limit, remaining, resetMs: 900 } });
const refused = { throttled: true, waitMs: 1_000 };

it('two kinds count together where the headers of one count the requests of the other', () => {
  const paces: Paces = new Map();
  ask(paces, 'profile', 0, left(9));
  expect(paceOf(paces, 'disable')).not.toBe(paceOf(paces, 'profile'));
  ask(paces, 'disable', 100, left(8));
  expect(paceOf(paces, 'disable')).toBe(paceOf(paces, 'profile'));
});

it('two kinds stay apart where each has headers of its own, or others send requests too', () => {
  const paces: Paces = new Map();
  ask(paces, 'profile', 0, left(9));
  ask(paces, 'disable', 100, left(9));
  ask(paces, 'profile', 200, left(8));
  ask(paces, 'managed-accounts', 250, left(18, 20));
  // More were counted than this process has sent of any kind.
  ask(paces, 'users-search', 300, left(2));
  expect(new Set(paces.values()).size).toBe(4);
});

it.each([
  ['two lists', 'managed-accounts', 'users-search'],
  ['a list and a call', 'managed-accounts', 'disable'],
])('without headers, %s count together once both were refused', (_, one, other) => {
  const paces: Paces = new Map();
  for (const at of [0, 50, 100]) {
    ask(paces, one, at);
    ask(paces, other, at + 25);
  }
  ask(paces, one, 150, refused);
  expect(new Set(paces.values()).size).toBe(2);
  ask(paces, other, 160, refused);
  expect(new Set(paces.values()).size).toBe(1);
  // The limit of both is counted anew, from the requests of both.
  ask(paces, one, 1_300);
  expect(paceOf(paces, other).limit).toMatchObject({ calls: 6, windowMs: 1_000 });
});

it('without headers, readings and calls of accounts count together once one was refused', () => {
  const paces: Paces = new Map();
  for (const at of [0, 30]) ask(paces, 'profile', at);
  for (const at of [15, 50]) ask(paces, 'disable', at);
  ask(paces, 'users-count', 60);
  ask(paces, 'disable', 100, refused);
  ask(paces, 'profile', 1_200);
  expect(new Set(paces.values()).size).toBe(2);
  expect(paceOf(paces, 'disable').limit).toMatchObject({ calls: 4 });
});

it('without headers, a few searches beside many calls count with them once a call was refused', () => {
  const paces: Paces = new Map();
  ask(paces, 'users-search', 0);
  for (let at = 10; at <= 500; at += 10) ask(paces, 'disable', at);
  ask(paces, 'disable', 510, refused);
  expect(paceOf(paces, 'users-search')).toBe(paceOf(paces, 'disable'));
  ask(paces, 'disable', 1_600);
  expect(paceOf(paces, 'disable').limit).toMatchObject({ calls: 51 });
});

it('as many searches as calls, or a search that waits, stay apart from a refused call', () => {
  const many: Paces = new Map();
  for (const at of [0, 20, 40, 60]) {
    ask(many, 'users-search', at);
    ask(many, 'disable', at + 10);
  }
  ask(many, 'disable', 100, refused);
  expect(paceOf(many, 'users-search')).not.toBe(paceOf(many, 'disable'));
  const waits: Paces = new Map();
  ask(waits, 'users-search', 0);
  ask(waits, 'users-search', 20, { throttled: true, waitMs: 60_000 });
  for (let at = 5_000; at <= 5_500; at += 10) ask(waits, 'disable', at);
  ask(waits, 'disable', 5_510, refused);
  expect(paceOf(waits, 'disable').holdUntil).toBeLessThan(7_000);
});

it('a list that is refused holds up no call, until a call is refused as well', () => {
  const paces: Paces = new Map();
  ask(paces, 'managed-accounts', 0, { throttled: true, waitMs: 30_000 });
  for (let at = 0; at < 50; at += 1) ask(paces, 'disable', 5_000 + at * 100);
  expect(paceOf(paces, 'disable').holdUntil).toBe(0);
  expect(paceOf(paces, 'managed-accounts').holdUntil).toBe(30_020);
});
