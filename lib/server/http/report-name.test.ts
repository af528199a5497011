import { afterEach, expect, it } from 'vitest';
import { reportName } from '#lib/server/http/report-name';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

it('the name of a report has the day on which the pages show the run', () => {
  process.env.TZ = 'America/Los_Angeles';
  const view = {
    record: { number: 7, createdAt: Date.UTC(2026, 0, 1, 3) },
    summary: { act: 'dry-run' },
  } as unknown as Parameters<typeof reportName>[0];
  expect(reportName(view, 'csv', true)).toBe('DRY-RUN-lockstep-run-7-2025-12-31-redacted.csv');
});
