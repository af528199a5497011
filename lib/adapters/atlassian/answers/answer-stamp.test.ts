import { expect, it } from 'vitest';
import { stampOf } from '#lib/adapters/atlassian/answers/answer-stamp';
import { redactorOf } from '#lib/adapters/redact/redact';

const redact = redactorOf('test-key-of-this-test');
const date = Date.UTC(2026, 10, 24, 9, 0, 3);

it('keeps the date, the time of arrival, and the trace ID', () => {
  expect(
    stampOf({ 'atl-traceid': 'd99ae7c156c84ec3be9436847ece934f' }, { date, heardAt: 5 }, redact),
  ).toEqual({
    date,
    heardAt: 5,
    trace: 'd99ae7c156c84ec3be9436847ece934f',
  });
  expect(stampOf({ 'atl-request-id': 'a-b' }, { date: null, heardAt: 5 }, redact)).toEqual({ trace: 'a-b' });
  expect(stampOf({}, { date: null, heardAt: 5 }, redact)).toBeUndefined();
});

it.each(['', 'x'.repeat(129), 'a b', '<b>', '=1+1,', 'é', 'test-key-of-this-test'])(
  'keeps no %j',
  (trace) => {
    expect(stampOf({ 'atl-traceid': trace }, { date: null, heardAt: 5 }, redact)).toBeUndefined();
  },
);
