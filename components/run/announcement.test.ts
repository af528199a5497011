import { describe, expect, it } from 'vitest';
import { announcementOf } from '#components/run/announcement.ts';
import { newRun } from '#lib/domain/run/state';
import type { RunPhase } from '#lib/domain/run/view/status';

const told = (phase: RunPhase, title: string, stale = false) =>
  announcementOf(newRun(), { phase, title, facts: ['4 deactivated'] }, { firstUser: 'Ada', stale });

describe('what a screen reader is told of a run', () => {
  const running = told('running', 'Deactivating 4 of 9');
  const waiting = told('waiting', 'Waiting at 4 of 9');

  it('is its status line, and why it waits', () => {
    expect(running.text).toBe('Deactivating 4 of 9 · 4 deactivated');
    expect(waiting.text).toBe(
      'Waiting at 4 of 9 · 4 deactivated · Waiting before the same user is tried again',
    );
  });

  it('is not told at once at each of the many waits below a rate limit', () => {
    expect(waiting.turn).toBe(running.turn);
  });

  it('is told at once where the run changes, or the server is gone', () => {
    const turns = [
      running,
      told('paused', 'Paused at 4 of 9'),
      told('stopping', 'Stopping at 4 of 9'),
      told('completed', '9 of 9 deactivated'),
      told('running', 'Deactivating 4 of 9', true),
    ].map(({ turn }) => turn);
    expect(new Set(turns).size).toBe(turns.length);
  });
});
