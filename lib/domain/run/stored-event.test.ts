import { expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { eventCodec, storedEventSchema } from '#lib/domain/run/stored-event';

const stored =
  '{"type":"settled","position":0,"outcome":"refused","attempt":1,"status":403,"code":"not-allowed",' +
  '"sentence":"Refused.","cure":"Ask.","words":"no","tookMs":1}';
const deferred =
  '{"type":"deferred","position":0,"attempt":1,"fault":{"code":"server-error","owner":"atlassian","effect":"none",' +
  '"repeatable":true,"waitMs":null,"status":503,"sentence":"Not now.","cure":"","words":null},"waitMs":1,"tookMs":1}';

it.each([stored, deferred])('reads a stored entry, and writes the same bytes: %s', (text) => {
  const event: RunEvent = storedEventSchema.parse(JSON.parse(text));
  expect(JSON.stringify(eventCodec.encode(event))).toBe(text);
});

it('has the names of code for what is stored', () => {
  expect(storedEventSchema.parse(JSON.parse(stored))).toMatchObject({
    message: 'Refused.',
    hint: 'Ask.',
    detail: 'no',
  });
});
