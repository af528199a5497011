/** Tests how the audit log is read when it has several pages. */
import { expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import type { AuditLogEvent } from '#lib/domain/audit/audit-events';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type { AuditPage } from '#lib/engine/atlassian-shapes';
import { readAuditLog } from '#lib/engine/run/audit/read-audit-log';

const fault = { code: 'server-error', message: 'Not now.', hint: 'Ask again.', status: 503 };

/** A log with these many pages, each with one event; `failsAt` is the page that is not answered. */
function log(pages: number, failsAt = Number.POSITIVE_INFINITY) {
  const written: AuditLogEvent[] = [];
  const asked: (string | null)[] = [];
  const pauses: number[] = [];
  const stop = new AbortController();
  const place = { pages: 0, cursor: null as string | null };
  async function* auditEvents(
    _id: string,
    _range: unknown,
    _signal?: AbortSignal,
    start: string | null = null,
  ): AsyncGenerator<Answer<AuditPage>> {
    for (let page = Number(start ?? 1); ; page += 1) {
      asked.push(start === null && page === 1 ? null : String(page));
      if (page === failsAt) {
        yield { ok: false, fault: fault as Fault, tookMs: 1 };
        return;
      }
      const actor = { id: 'admin', name: null, email: null, tokenId: 't', tokenLabel: 'Key' };
      const about = page % 2 === 0 ? ['someone-else'] : ['ari:cloud:identity::user/ABC'];
      const event = { id: `e${page}`, at: page, action: 'managed_account_deactivated', actor, about };
      const value: AuditPage = {
        events: [event, { ...event, action: 'user_login', about: ['someone-else'] }],
        unread: 0,
        next: page < pages ? String(page + 1) : null,
      };
      yield { ok: true, value, status: 200, tookMs: 1 };
      if (page === pages) return;
    }
  }
  const read = () =>
    readAuditLog(
      {
        organisationId: 'org',
        from: 1,
        to: 9,
        positions: new Map([[accountKey('abc'), 4]]),
        atlassian: { auditEvents },
        clock: {
          async sleep(ms: number) {
            pauses.push(ms);
            if (pauses.length === stopAfter) stop.abort();
          },
        },
        signal: stop.signal,
        write: (event) => written.push(event) > 0,
      },
      place,
    );
  let stopAfter = Number.POSITIVE_INFINITY;
  return {
    read,
    written,
    asked,
    pauses,
    place,
    stopAfter(count: number) {
      stopAfter = count;
    },
  };
}

const types = (events: readonly AuditLogEvent[]) => events.map(({ type }) => type);

it('reads page after page, at most ten a minute, and keeps what is about the plan or changes an account', async () => {
  const { read, written, pauses } = log(3);
  await read();
  expect(types(written)).toEqual(['audit-read', 'audit-read', 'audit-read', 'audit-ended']);
  expect(pauses).toHaveLength(2);
  for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(6_000);
  expect(written).toMatchObject([
    { left: 1, events: [{ positions: [4], others: [] }] },
    { left: 1, events: [{ positions: [], others: ['someone-else'] }] },
    { left: 1, events: [{ positions: [4] }] },
    { message: '' },
  ]);
});

it('goes on after the last page that is written, once it had to make way', async () => {
  const first = log(4);
  first.stopAfter(2);
  await first.read();
  expect(types(first.written)).toEqual(['audit-read', 'audit-read']);
  expect(first.place).toEqual({ pages: 2, cursor: '3' });
  const second = log(4);
  Object.assign(second.place, first.place);
  await second.read();
  expect(second.asked).toEqual(['3', '4']);
  expect(types(second.written)).toEqual(['audit-read', 'audit-read', 'audit-ended']);
});

it('ends with the reason where a later page is not answered, and keeps the pages before', async () => {
  const { read, written } = log(4, 3);
  await read();
  expect(types(written)).toEqual(['audit-read', 'audit-read', 'audit-ended']);
  expect(written.at(-1)).toMatchObject({ message: 'Not now.', hint: 'Ask again.' });
});

it('stops at its limit, and says that there is more', async () => {
  const { read, written, pauses } = log(1_000);
  await read();
  expect(written.filter(({ type }) => type === 'audit-read')).toHaveLength(40);
  expect(pauses).toHaveLength(39);
  expect(written.at(-1)).toMatchObject({ message: expect.stringContaining('more events of this time') });
});
