import { expect, it } from 'vitest';
import { newsOf, signalOf, titleMark } from '#components/shell/run-signal.ts';
import type { ListedRun } from '#lib/contract/runs';
import { shownKinds } from '#lib/domain/outcome/outcome';

function run(number: number, status: ListedRun['status'], more: object = {}): ListedRun {
  const counts = { ...Object.fromEntries(shownKinds.map((kind) => [kind, 0])), deactivated: 3, refused: 1 };
  const differences: string[] = [];
  const [failure, pause] = [null, null];
  return {
    id: `id-${number}`,
    number,
    plan: {},
    counts,
    differences,
    failure,
    pause,
    status,
    ...more,
  } as unknown as ListedRun;
}

it.each([
  ['running', 'running'],
  ['stopping', 'running'],
  ['paused', 'needs-you'],
  ['interrupted', 'needs-you'],
  ['cannot-go-on', 'needs-you'],
  ['end-unwritten', 'needs-you'],
  ['ended', 'ended'],
] as const)('a run that is %s shows %s', (status, signal) => {
  expect(signalOf(run(1, status))).toBe(signal);
});

it('a run that is not as sealed needs the admin', () => {
  expect(signalOf(run(1, 'running', { differences: ['The plan is missing.'] }))).toBe('needs-you');
});

it('tells once that a run waits, and once that it has ended', () => {
  const said = (before: ListedRun[], now: ListedRun[]) => newsOf(before, now).map(({ title }) => title);
  const [going, waiting, over] = [run(2, 'running'), run(2, 'paused'), run(2, 'ended')];
  expect(newsOf([going], [waiting])).toEqual([
    {
      run: { id: 'id-2', number: 2 },
      signal: 'needs-you',
      title: 'Run 2 waits for you',
      body: '3 of 4 deactivated · 1 refused',
    },
  ]);
  expect(said([waiting], [waiting])).toEqual([]);
  expect(said([waiting], [going])).toEqual([]);
  expect(said([going], [over])).toEqual(['Run 2 has ended']);
  expect(said([waiting], [over])).toEqual(['Run 2 has ended']);
  expect(said([over], [over])).toEqual([]);
  const dry = { plan: { act: 'dry-run' } };
  expect(said([run(3, 'running', dry)], [run(3, 'ended', dry)])).toEqual(['DRY RUN · Run 3 has ended']);
});

it('says why a run waits', () => {
  const body = (more: Partial<ListedRun>) =>
    newsOf([run(2, 'running')], [run(2, more.status ?? 'paused', more)])[0]?.body;
  const result = '3 of 4 deactivated · 1 refused';
  expect(body({ pause: 'Nobody could be read.' })).toBe(`Nobody could be read. ${result}`);
  expect(body({ status: 'cannot-go-on', failure: 'The disk is full.', pause: null })).toBe(
    `The disk is full. ${result}`,
  );
  expect(body({ status: 'interrupted' })).toBe(`Lockstep stopped while the run was under way. ${result}`);
  expect(body({ status: 'interrupted', differences: ['The plan is missing.'] })).toBe(
    `The plan is missing. ${result}`,
  );
});

it('says nothing of runs that it sees for the first time', () => {
  expect(newsOf([], [run(1, 'paused'), run(2, 'ended')])).toEqual([]);
});

it('begins the title of every page but its own with the run that waits, or else has just ended', () => {
  const [going, waiting, over] = [run(2, 'running'), run(2, 'paused'), run(1, 'ended')];
  expect(titleMark(going, null, '/')).toBe('');
  expect(titleMark(undefined, null, '/')).toBe('');
  expect(titleMark(waiting, over, '/settings')).toBe('Run 2 waits for you · ');
  expect(titleMark(waiting, null, '/runs/id-2')).toBe('');
  expect(titleMark(undefined, over, '/')).toBe('Run 1 has ended · ');
  expect(titleMark(undefined, over, '/runs/id-1')).toBe('');
});
