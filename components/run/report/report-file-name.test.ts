import { expect, it } from 'vitest';
import { reportFileName } from '#components/run/report/report-file-name.ts';

it.each([
  ['attachment; filename="lockstep-run-7-2026-01-31.html"', 'lockstep-run-7-2026-01-31'],
  ['attachment; filename="DRY-RUN-lockstep-run-7-2026-01-31.html"', 'DRY-RUN-lockstep-run-7-2026-01-31'],
  ['attachment', 'lockstep-report'],
  [null, 'lockstep-report'],
])('of %s is %s', (disposition, name) => expect(reportFileName(disposition)).toBe(name));
