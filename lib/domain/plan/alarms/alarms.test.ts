import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import { maxNames } from '#lib/domain/plan/alarms/alarm';
import { planAlarms } from '#lib/domain/plan/alarms/alarms';
import { emptied, type Membership } from '#lib/domain/plan/alarms/emptied';
import type { AdminKnowledge, PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import { isServiceAccount } from '#lib/domain/plan/alarms/service-account';
import type { Prediction } from '#lib/domain/preflight/preflight';
import { protectedAddresses } from '#lib/domain/protection/protected-addresses';
import { atOnce } from '#lib/domain/text/pieces';
import { plannedUser } from '#test/samples/planned-user';

const now = Date.parse('2025-03-01T12:00:00Z');
const hour = 3_600_000;

function byOrganisation(people: AdminKnowledge['people']): AdminKnowledge {
  return { people, known: { by: 'organisation', at: now }, why: '' };
}

function byFile(people: AdminKnowledge['people'], at = now): AdminKnowledge {
  return { people, known: { by: 'file', at }, why: 'No answer.' };
}

function facts(parts: Partial<PlanFacts> = {}): PlanFacts {
  return {
    planned: [plannedUser('a'), plannedUser('b')],
    memberships: [],
    activeBy: { domain: {}, product: {}, allInFile: true, addressesHidden: 0 },
    admins: byOrganisation([]),
    operator: null,
    ownAddress: null,
    addressOwners: new Map(),
    sizeLimit: { percent: null, exceeded: null, large: false, unknown: false },
    fileAt: now,
    now,
    isOfRun: false,
    leftInactive: [],
    serviceAccountsUnknown: null,
    ...parts,
  };
}

const predicted = (kind: Prediction['kind']): Prediction => ({
  kind,
  reason: 'Why.',
  hint: '',
  basis: 'asked',
});
const admin = (accountId: string, active = true) => ({ accountId, name: accountId, email: '', active });
const member = (accountId: string, parts: Partial<Membership> = {}): Membership => ({
  accountId,
  active: true,
  domain: 'example.com',
  groups: [],
  products: [],
  ...parts,
});
const alarmsOf = (parts: Partial<PlanFacts> = {}) => atOnce(planAlarms(facts(parts)));
const codes = (parts: Partial<PlanFacts>) => alarmsOf(parts).map(({ code }) => code);
const only = (parts: Partial<PlanFacts>) => alarmsOf(parts)[0];

describe('the alarms of a plan', () => {
  it('says nothing of an ordinary plan', () => {
    expect(codes({})).toEqual([]);
  });

  it('refuses the operator', () => {
    const alarm = only({ operator: { accountId: 'b', name: 'Sample b' } });
    expect(alarm).toMatchObject({ code: 'operator', level: 'refuse', count: 1 });
    expect(alarm?.names).toEqual([{ key: 'b', name: 'Sample b', note: 'b@example.com' }]);
  });

  it('says how a user is taken out of the plan: unticked in a list, left out of those of a run', () => {
    const operator = { accountId: 'b', name: 'Sample b' };
    expect(only({ operator })?.body).toContain('Untick your own account.');
    expect(only({ operator, isOfRun: true })?.body).toContain('Leave your own account out.');
    const admins = byOrganisation([admin('a'), admin('x')]);
    expect(only({ admins })?.body).toBe('Keep at least two: untick some of these.');
    expect(only({ admins, isOfRun: true })?.body).toBe('Keep at least two: leave some of these out.');
  });

  it('refuses to leave fewer than two organisation admins active', () => {
    const people = [admin('a'), admin('x'), admin('gone', false)];
    expect(only({ admins: byOrganisation(people) })).toMatchObject({
      code: 'last-admins',
      level: 'refuse',
      title: 'This would leave one organisation admin active.',
      names: [{ key: 'a' }],
    });
  });

  it('lets an organisation admin go where two others stay', () => {
    expect(codes({ admins: byOrganisation([admin('a'), admin('x'), admin('y')]) })).toEqual([]);
  });

  it('counts an organisation admin once, however often and however spelt they are named', () => {
    const people = [admin('a'), admin('x'), admin('X'), admin('y'), admin('y', false)];
    expect(only({ admins: byOrganisation(people) })).toMatchObject({
      code: 'last-admins',
      title: 'This would leave one organisation admin active.',
    });
  });

  it('does not hold up a plan without admins, however few there are', () => {
    expect(codes({ admins: byOrganisation([admin('x')]) })).toEqual([]);
  });

  it('takes the word of the file for who is admin where Atlassian did not say', () => {
    const planned = [plannedUser('a', { organisationAdmin: true })];
    const alarm = only({ planned, admins: byFile([admin('a')]) });
    expect(alarm?.title).toBe('This would leave no organisation admin active, as far as the file says.');
  });

  it('asks for a reason above the size limit', () => {
    const alarm = only({
      sizeLimit: { percent: 40, exceeded: 'More than 25 %.', large: true, unknown: false },
    });
    expect(alarm).toMatchObject({ code: 'size-limit', level: 'reason' });
    expect(alarm?.title).toContain('2 users, up to 40 % of the active accounts: ');
  });

  it('warns of a large share that the size limit lets pass', () => {
    const alarm = only({ sizeLimit: { percent: 98.1, exceeded: null, large: true, unknown: false } });
    expect(alarm).toMatchObject({ code: 'large-share', level: 'warn' });
    expect(alarm?.title).toBe('This is up to 98.1 % of the organisation’s active accounts.');
  });

  it('names who is predicted to fail, and why', () => {
    const planned = [
      plannedUser('a', { prediction: predicted('refused') }),
      plannedUser('b', { prediction: predicted('not-managed') }),
      plannedUser('c', { prediction: predicted('will-deactivate') }),
    ];
    const alarm = only({ planned });
    expect(alarm).toMatchObject({ code: 'predicted-to-fail', level: 'warn', count: 2 });
    expect(alarm?.names.map(({ key, note }) => [key, note])).toEqual([
      ['a', 'Why.'],
      ['b', 'Why.'],
    ]);
  });

  it('names users who were refused in an earlier run, unless the plan is of a run', () => {
    const planned = [plannedUser('a', { refusedBefore: 'run 2 on 2025-02-28' }), plannedUser('b')];
    const alarm = only({ planned });
    expect(alarm).toMatchObject({
      code: 'refused-before',
      level: 'warn',
      title: '1 user was refused by Atlassian in an earlier run.',
      users: [0],
    });
    expect(alarm?.names.map(({ key, note }) => [key, note])).toEqual([['a', 'run 2 on 2025-02-28']]);
    expect(codes({ planned, isOfRun: true })).toEqual([]);
  });

  it('names who has changed since the export', () => {
    const alarm = only({ planned: [plannedUser('a', { prediction: predicted('changed') })] });
    expect(alarm).toMatchObject({ code: 'changed', count: 1 });
  });

  it('names who was active within 30 days, the latest first', () => {
    const planned = [
      plannedUser('a', { lastSeen: '2025-02-01' }),
      plannedUser('b', { lastSeen: '2025-02-28' }),
      plannedUser('c', { lastSeen: '2025-01-29' }),
      plannedUser('d', { lastSeen: '2025-03-02' }),
    ];
    expect(only({ planned })?.names.map(({ key, note }) => [key, note])).toEqual([
      ['d', 'today'],
      ['b', 'yesterday'],
      ['a', '28 days ago'],
    ]);
  });

  it('names those of whom it is not known when they were last seen, since a date waits for an answer', () => {
    const planned = [plannedUser('a', { dateWaits: true }), plannedUser('b', { lastSeen: '2024-02-01' })];
    expect(only({ planned })).toMatchObject({ code: 'dates-unanswered', count: 1, names: [{ key: 'a' }] });
  });

  it('does not say of a user who was active of late that it is not known when they were seen', () => {
    const planned = [
      plannedUser('a', { dateWaits: true, lastSeen: '2025-02-20' }),
      plannedUser('b', { dateWaits: true, lastSeen: '2024-02-01' }),
    ];
    expect(alarmsOf({ planned }).map(({ code, names }) => [code, names.map(({ key }) => key)])).toEqual([
      ['recently-active', ['a']],
      ['dates-unanswered', ['b']],
    ]);
  });

  it('says that service accounts are not known, and why, if anybody is selected', () => {
    const serviceAccountsUnknown = 'The key may not list them.';
    expect(only({ serviceAccountsUnknown })).toMatchObject({
      code: 'service-accounts-unknown',
      level: 'warn',
      body: expect.stringContaining(serviceAccountsUnknown),
      count: 2,
    });
    expect(alarmsOf({ serviceAccountsUnknown, planned: [] })).toEqual([]);
  });

  it('names whose API tokens were used within 30 days', () => {
    const planned = [
      plannedUser('a', { tokensUsed: '2025-02-20T10:00:00.123456789Z' }),
      plannedUser('b', { tokensUsed: '2024-02-20T10:00:00Z' }),
    ];
    expect(only({ planned })).toMatchObject({ code: 'tokens-in-use', count: 1, names: [{ key: 'a' }] });
  });

  it('names likely service accounts', () => {
    const planned = [plannedUser('a', { name: 'jira-bot' }), plannedUser('b', { name: 'Botho Example' })];
    expect(only({ planned })).toMatchObject({
      code: 'service-accounts',
      count: 1,
      names: [{ name: 'jira-bot' }],
    });
  });

  it('says that a domain, a group or a product is emptied', () => {
    const memberships = [
      member('a', { groups: ['sample-team'], products: ['Jira'] }),
      member('b', { groups: ['sample-team', 'everybody'], products: ['Jira'] }),
      member('x', { domain: 'example.org', groups: ['everybody'] }),
    ];
    const activeBy = {
      domain: { 'example.com': 2 },
      product: { Jira: 3 },
      allInFile: true,
      addressesHidden: 0,
    };
    expect(codes({ memberships, activeBy })).toEqual(['empties-domain', 'empties-group']);
  });

  it('names by position the planned members of what is emptied, each once', () => {
    const groups = ['sample-team', 'other-team'];
    const memberships = [
      member('A', { groups }),
      member('b', { groups }),
      member('x', { domain: 'example.org', groups: ['everybody'] }),
      member('c', { domain: 'example.org', groups: ['everybody'] }),
    ];
    const planned = [
      plannedUser('c', { position: 0 }),
      plannedUser('a', { position: 1 }),
      plannedUser('b', { position: 2 }),
    ];
    const alarms = alarmsOf({ planned, memberships });
    expect(alarms.map(({ code, users }) => [code, users])).toEqual([
      ['empties-domain', [1, 2]],
      ['empties-group', [1, 2]],
    ]);
  });

  it('does not say emptied where somebody is predicted to be refused, and so stays', () => {
    const memberships = [member('a', { groups: ['sample-team'] }), member('b', { groups: ['sample-team'] })];
    const planned = [plannedUser('a'), plannedUser('b', { prediction: predicted('refused') })];
    expect(codes({ memberships, planned })).toEqual(['predicted-to-fail']);
  });

  it('says of those in the file alone where the list was not read whole', () => {
    const memberships = [member('a'), member('b'), member('x', { domain: 'example.org' })];
    const alarm = only({ memberships, activeBy: null });
    expect(alarm?.title).toBe('Of those in this file, 1 e-mail domain would have nobody active left.');
    expect(alarm?.body).toContain('not known');
  });

  it('says of the known addresses alone where the list hides some', () => {
    const memberships = [member('a'), member('b')];
    const activeBy = {
      domain: { 'example.com': 2, '': 3 },
      product: {},
      allInFile: false,
      addressesHidden: 3,
    };
    expect(only({ memberships, activeBy })).toMatchObject({
      title: 'Of those whose address is known, 1 e-mail domain would have nobody active left.',
      body: 'Atlassian’s list leaves out the address of 3 users who may stay.',
    });
  });

  it('concludes nothing from a file whose active users all go, nor about groups of a filtered file', () => {
    const memberships = [member('a', { groups: ['sales'] }), member('b', { groups: ['sales'] })];
    expect(codes({ memberships, activeBy: null })).toEqual([]);
    const activeBy = { domain: { 'example.com': 300 }, product: {}, allInFile: false, addressesHidden: 0 };
    expect(codes({ memberships, activeBy })).toEqual([]);
  });

  it('counts each account once, however often and however spelt the file has it', () => {
    const memberships = ['a', 'A', 'a', 'b', 'B'].map((id) => member(id));
    const activeBy = { domain: { 'example.com': 2 }, product: {}, allInFile: true, addressesHidden: 0 };
    expect(only({ memberships, activeBy })?.names).toEqual([
      { key: 'example.com', name: 'example.com', note: '2 users' },
    ]);
  });

  it('refuses another account with the address of somebody protected, and names both', () => {
    const protections = new Map([
      [
        accountKey('P1'),
        {
          accountId: 'P1',
          name: 'Jo',
          email: 'B@Example.com ',
          source: 'admin' as const,
          reason: 'Break-glass.',
          createdAt: 0,
        },
      ],
    ]);
    const addressOwners = atOnce(protectedAddresses(protections, []));
    const alarm = only({ addressOwners });
    expect(alarm).toMatchObject({ code: 'protected-address', level: 'refuse', count: 1 });
    expect(alarm?.names[0]?.note).toBe(
      'b has the address b@example.com of the protected account P1: Break-glass.',
    );
    expect(alarm?.body).toMatch(/Take them out.*remove the protection/);
    const planned = [plannedUser('c', { emailsByAtlassian: ['c@example.com', 'b@example.com'] })];
    expect(only({ addressOwners, planned })).toMatchObject({ code: 'protected-address' });
  });

  it('says that admins are known from the file alone, and how old that is', () => {
    const alarm = only({ admins: byFile([], now - 3 * hour) });
    expect(alarm).toMatchObject({ code: 'admins-by-file', level: 'warn' });
    expect(alarm?.body).toBe('It is as old as the export (3 hours). Atlassian could not say: No answer.');
  });

  it('names users that an identity provider will reactivate, and users not on the list', () => {
    const back = { ...predicted('will-deactivate'), comesBack: true as const };
    const unlisted = { ...predicted('will-deactivate'), unlisted: true as const };
    const planned = [plannedUser('a', { prediction: back }), plannedUser('b', { prediction: unlisted })];
    expect(codes({ planned })).toEqual(['comes-back', 'unlisted']);
  });

  it('says who of the file was left inactive by earlier runs', () => {
    const leftInactive = [
      { run: 2, users: 194 },
      { run: 1, users: 3 },
    ];
    expect(only({ leftInactive })).toMatchObject({
      code: 'earlier-run',
      count: 197,
      title: '194 users of this file were left inactive by run 2, 3 users in earlier runs.',
    });
  });

  it('compares the operator and the admins without regard to case', () => {
    expect(codes({ operator: { accountId: 'B', name: '' } })).toEqual(['operator']);
    expect(codes({ ownAddress: 'B@example.com' })).toEqual(['operator']);
    expect(codes({ admins: byOrganisation([admin('A'), admin('x')]) })).toEqual(['last-admins']);
  });

  it('names the doubtful users of a plan, with the remark on each', () => {
    const alarms = alarmsOf({ planned: [plannedUser('a'), plannedUser('b', { remark: 'Odd.' })] });
    const doubtful = alarms.find(({ code }) => code === 'doubtful');
    expect(doubtful).toMatchObject({ level: 'warn', count: 1, names: [{ key: 'b', note: 'Odd.' }] });
    expect(doubtful?.title).toBe('1 user of this plan is doubtful: the file has a remark on the row.');
    expect(alarmsOf().map(({ code }) => code)).not.toContain('doubtful');
  });

  it('knows an export for old after 24 hours', () => {
    expect(codes({ fileAt: now - 24 * hour })).toEqual([]);
    expect(only({ fileAt: now - 25 * hour })?.title).toBe('The export is 25 hours old.');
    expect(only({ fileAt: now - 72 * hour })?.title).toBe('The export is 3 days old.');
  });

  it('lists at most a hundred names and counts them all', () => {
    const planned = Array.from({ length: 250 }, (_, at) => plannedUser(`p${at}`, { lastSeen: '2025-03-01' }));
    const alarm = only({ planned });
    expect(alarm?.count).toBe(250);
    expect(alarm?.names).toHaveLength(maxNames);
  });

  it('refuses exactly the plans that touch an admin and leave fewer than two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ admin: fc.boolean(), active: fc.boolean(), planned: fc.boolean() })),
        (users) => {
          const people = users.flatMap((user, at) => (user.admin ? [admin(`u${at}`, user.active)] : []));
          const planned = users.flatMap((user, at) => (user.planned ? [plannedUser(`u${at}`)] : []));
          const refused = codes({ planned, admins: byOrganisation(people) }).includes('last-admins');
          const touched = users.some((user) => user.admin && user.planned);
          const left = users.filter((user) => user.admin && user.active && !user.planned).length;
          expect(refused).toBe(touched && left < 2);
        },
      ),
    );
  });
});

describe('what a plan empties', () => {
  it('is everything with at least two active members that are all in the plan', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ active: fc.boolean(), gone: fc.boolean(), group: fc.constantFrom('x', 'y') })),
        (users) => {
          const members = users.map(({ active, group }, at) => member(`u${at}`, { active, groups: [group] }));
          const gone = new Set(users.flatMap((user, at) => (user.gone ? [accountKey(`u${at}`)] : [])));
          const names = atOnce(emptied(members, gone, 'group', {})).map(({ name }) => name);
          for (const group of ['x', 'y']) {
            const active = users.filter((user) => user.active && user.group === group);
            expect(names.includes(group)).toBe(active.length >= 2 && active.every((user) => user.gone));
          }
        },
      ),
    );
  });

  it('knows of members beyond the file where the organisation was asked', () => {
    const members = [member('a'), member('b')];
    const gone = new Set([accountKey('A'), accountKey('b')]);
    expect(atOnce(emptied(members, gone, 'domain', { 'example.com': 3 }))).toEqual([]);
    expect(atOnce(emptied(members, gone, 'domain', { 'example.com': 2 }))).toEqual([
      { name: 'example.com', members: 2, going: [accountKey('a'), accountKey('b')] },
    ]);
  });
});

describe('a likely service account', () => {
  it.each(['svc-backup', 'jira-bot', 'CI', 'no-reply', 'Service Account 3', 'build.agent'])(
    'is %s',
    (name) => {
      expect(isServiceAccount({ name, email: 'x@example.com' })).toBe(true);
    },
  );

  it.each(['Ada Example', 'Abbott Sample', 'Cindy Placeholder', 'Ole Systemsen'])('is not %s', (name) => {
    expect(isServiceAccount({ name, email: 'ada.example@example.com' })).toBe(false);
  });
});
