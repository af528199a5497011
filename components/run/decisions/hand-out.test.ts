import { describe, expect, it } from 'vitest';
import { addressesOf, csvOf, groupFileName, handOutOf } from '#components/run/decisions/hand-out.ts';
import { attentionGroups } from '#components/run/report/attention.ts';
import type { RunEvent } from '#lib/domain/run/events';
import { endedRun } from '#test/samples/ended-run';
import { samplePlan } from '#test/samples/run';

const dismissed: RunEvent = { type: 'dismissed', positions: [3], reason: 'Left as it is', by: '' };
const state = endedRun(['deactivated', 'refused', 'refused', 'failed', 'refused'], [dismissed]);

describe('the users of one reason, for somebody else', () => {
  const entries = samplePlan(5).map((entry) =>
    entry.position === 4 ? { ...entry, email: '', name: '=Eve' } : entry,
  );
  const group = attentionGroups(state).find(({ outcome }) => outcome === 'refused');
  if (!group) throw new Error('Nobody was refused.');
  const plan = {
    id: 'p',
    rosterId: null,
    rosterName: 'users.csv',
    organisationId: 'o',
    organisationName: 'Example Org',
    message: null,
    count: 5,
    digest: '',
    createdAt: 0,
    optionalTerms: { ticket: 'OPS-3' },
  };
  const users = {
    run: { number: 2, plan, createdAt: new Date(2026, 10, 25, 12).getTime() },
    state,
    group,
    entries,
  };

  it('are their addresses, and how many have none', () => {
    expect(addressesOf(users)).toEqual({
      text: [entries[1]?.email, entries[2]?.email].join('\n'),
      without: 1,
    });
  });

  it('are a table in which no cell is a formula', () => {
    const lines = csvOf(users).trimEnd().split('\r\n');
    expect(lines[0]).toContain('Account ID,Name,E-mail,Outcome,Reason');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toContain(",'=Eve,");
    expect(groupFileName(users)).toBe('lockstep-run-2-refused');
  });

  it('are a text that names the organisation, the run, the ticket and each user', () => {
    const text = handOutOf(users);
    expect(text).toMatch(/^3 users of Example Org: refused in run 2 of Lockstep, 2026-11-25, ticket OPS-3\n/);
    expect(text.match(/ · /g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain(`=Eve · ${entries[4]?.accountId}`);
  });
});
