import { describe, expect, it } from 'vitest';
import { formerTexts, reportHtml } from '#lib/domain/report/page/page';
import { report } from '#lib/domain/report/report';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { nastyStrings } from '#test/samples/nasty-strings';
import { fairAtlassian, playRun, samplePlan } from '#test/samples/run';

const played = () => playRun({ total: 3, atlassian: fairAtlassian() }).state;

function page(
  texts: { name: string; email: string; detail: string; link?: string },
  dryRun = false,
  changed = false,
  after: readonly RunEvent[] = [],
): string {
  const state = played();
  for (const event of after) apply(state, { seq: state.seq + 1, at: 1_000, event });
  const rows = [...report(state, samplePlan(3), true)].map((row) => ({
    ...row,
    ...texts,
    reason: texts.detail,
    dryRun,
  }));
  const pieces = reportHtml({
    number: 7,
    result: '3 of 3 deactivated',
    line: '2 of 3 deactivated',
    dryRun,
    redaction: '',
    plan: {
      id: 'p',
      rosterId: null,
      rosterName: texts.name,
      organisationId: 'o',
      organisationName: texts.name,
      message: null,
      count: 3,
      digest: 'ab',
      createdAt: 0,
    },
    state,
    settled: new Map(),
    decided: null,
    startedAt: 0,
    endedAt: null,
    unfinished: '',
    endedWhy: '',
    activeAccounts: [],
    clocks: texts.detail,
    journal: 'whole',
    sealed: texts.detail,
    differences: changed ? [texts.detail] : [],
    answered: [texts.detail],
    wouldStop: dryRun ? [texts.detail] : [],
    unread: 0,
    users: 3,
    rows: () => rows,
    madeAt: 0,
    timeZone: 'UTC',
  });
  return [...pieces].join('');
}

/** The tags in a page of harmless texts: no others may ever appear. */
const tags = (html: string) =>
  new Set(
    html
      .match(/<[^>]*>/g)
      ?.map((tag) => tag.replace(/ title="[^"]*"/, '').replace(/ aria-label="[^"]*"/, '')),
  );

it('has everybody, and says of a dry run what it is', () => {
  const html = page({ name: 'Ada', email: 'ada@example.com', detail: 'no' });
  expect(html.match(/<tr id="user-/g)).toHaveLength(3);
  expect(html).not.toContain('DRY RUN');
  expect(page({ name: 'Ada', email: '', detail: '' }, true).match(/DRY RUN/g)?.length).toBeGreaterThanOrEqual(
    2,
  );
});

it('has each text that earlier builds worded otherwise, so that their reports can be compared with it', () => {
  const html = page({ name: 'Ada', email: '', detail: 'no' });
  for (const now of formerTexts.keys()) expect(html).toContain(now);
});

it('has a short title with organisation, run and day, and the result as its heading', () => {
  const html = page({ name: 'Ada & Co', email: '', detail: '' });
  expect(html).toContain('<title>Ada &amp; Co, run 7, 1 Jan 1970</title>');
  expect(html).toMatch(/<h1>.*Run 7: 3 of 3 deactivated.*<\/h1>/);
});

it('says before anything else that it is not what was sealed', () => {
  const harmless = { name: 'Ada', email: 'ada@example.com', detail: 'The plan was changed.' };
  expect(page(harmless, false, true)).toMatch(
    /<body>\s*<p class="mark">This run is NOT as it was sealed and written\. .*The plan was changed\./,
  );
  expect(page(harmless)).not.toContain('NOT as it was sealed');
});

it('has the place where Atlassian sends the admin as a link, where it is a safe one', () => {
  const harmless = { name: 'Ada', email: '', detail: '' };
  const html = page({ ...harmless, link: 'https://admin.example.com/1?a=1&b=2' });
  expect(html).toContain('<a href="https://admin.example.com/1?a=1&amp;b=2" rel="noreferrer">');
  for (const link of nastyStrings) expect(page({ ...harmless, link })).not.toContain('<a');
});

it('no text of others becomes a tag, an attribute or a script', () => {
  const allowed = tags(page({ name: 'Ada', email: 'ada@example.com', detail: 'no' }));
  allowed.add('<mark>').add('</mark>').add('<p class="mark">').add('</p>');
  for (const text of nastyStrings) {
    const html = page({ name: text, email: text, detail: text }, false, true);
    for (const tag of tags(html)) expect([text, allowed.has(tag), tag]).toEqual([text, true, tag]);
  }
});

describe('the verification', () => {
  const harmless = { name: 'Ada', email: '', detail: 'no' };
  const begun: RunEvent = { type: 'verification-begun', cause: 'end' };
  const over: RunEvent = { type: 'verification-ended', message: '', hint: '' };
  const read = (source: 'profile' | 'users-search', active: number[], inactive: number[]): RunEvent => {
    return { type: 'verified', source, readAt: 3_600_000, active, inactive };
  };

  it('is a block with numbers, sources and time, and a note where it does not say what the outcome says', () => {
    const html = page(harmless, false, false, [
      begun,
      read('users-search', [], [0]),
      read('profile', [1], []),
      { type: 'unverified', positions: [2], message: 'It has no <profile>.' },
      over,
    ]);
    for (const [name, value] of [
      ['Verified inactive', '1 user'],
      ['Still active', '1 user'],
      ['Could not be read', '1 user'],
      ['Read again', '1 Jan 1970, 01:00:00 UTC'],
      ['Read by', 'Profile: 1, Search: 1'],
    ]) {
      expect(html).toContain(`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`);
    }
    expect(html.match(/Verification: <bdi>[^<]*/g)).toEqual([
      'Verification: <bdi>Still active · Profile · 01:00:00',
      'Verification: <bdi>Could not be read · It has no &lt;profile&gt;. · 00:00:01',
    ]);
  });

  it('says that there was none, or that it is not over', () => {
    expect(page(harmless)).toContain('The accounts were not read again after the run.');
    const half = page(harmless, false, false, [begun, read('profile', [], [0])]);
    expect(half).toContain('<dt>Not read yet</dt><dd><bdi>2 users</bdi></dd>');
    expect(half).toContain('did not come to its end before the report');
  });
});
