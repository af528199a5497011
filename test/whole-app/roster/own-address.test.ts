/** Tests that the address which the admin gave for their own account is offered with the next file. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { operatorRequestSchema } from '#lib/contract/roster';
import { DemoJob, unwrap } from '#test/demo-job';
import { ordinary, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 30 });
});
afterEach(() => job.close());

async function uploaded(name: string) {
  const text = withoutRoles(ordinary(job, 3));
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  return unwrap(await job.app.engine.rosters.upload(file(), { name, writtenAt: null }));
}

it('asks about every file, and offers the address that was given with the one before', async () => {
  const { rosters } = job.app.engine;
  const first = await uploaded('first.csv');
  expect(rosters.operator(first)).toEqual({ state: 'unknown', ownAddress: null });
  const answered = unwrap(await rosters.setOperatorAbsent(first.id, ' admin@example.net '));
  expect(rosters.operator(answered)).toEqual({ state: 'absent', ownAddress: 'admin@example.net' });
  expect(rosters.operator(await uploaded('second.csv'))).toEqual({
    state: 'unknown',
    ownAddress: 'admin@example.net',
  });
});

it.each([
  'mailto:olive@example.com',
  'olive@example.com;',
  '"olive@example.com"',
  "'olive@example.com'",
  '<olive@example.com>',
  'olive@example.com.',
  'olive@example',
  'olive\u200b@example.com',
  'olive@example.com\u00ad',
])('refuses %j, by which the account in a file would not be found', (email) => {
  expect(operatorRequestSchema.safeParse({ email }).success).toBe(false);
});

it.each([' Olive@Example.com\u00a0', "o'neil+x@eu.example.com", 'josé@bücher.example'])(
  'accepts %j as the own address',
  (email) => {
    expect(operatorRequestSchema.parse({ email })).toEqual({ email: email.trim() });
  },
);
