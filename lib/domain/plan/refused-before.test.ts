import { describe, expect, it } from 'vitest';
import { refusedBefore } from '#lib/domain/plan/refused-before';

const refusedBy = (code: 'unverified' | 'not-managed' | null) => ({ run: 2, day: '2026-11-26', code });
const allowed = { kind: 'will-deactivate', basis: 'asked' } as const;

describe('a refusal in an earlier run', () => {
  it('may repeat for a reason that only a call shows, although Atlassian says that it allows the call', () => {
    expect(refusedBefore(refusedBy('unverified'), allowed)).toBe(
      'run 2 on 2026-11-26: e-mail never verified',
    );
    expect(refusedBefore(refusedBy(null), allowed)).toBe('run 2 on 2026-11-26');
  });

  it('is contradicted where Atlassian has said since that it allows what it refused', () => {
    expect(refusedBefore(refusedBy('not-managed'), allowed)).toBeNull();
    expect(refusedBefore(refusedBy('not-managed'), undefined)).toBe(
      'run 2 on 2026-11-26: not claimed by your organisation',
    );
  });

  it('is not said twice of a user who is predicted to be refused', () => {
    expect(refusedBefore(refusedBy('unverified'), { kind: 'refused', basis: 'asked' })).toBeNull();
  });
});
