import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonKind } from '#lib/demo/people/person';
import type { DemoOrganisation } from '#lib/demo/server';
import {
  accountPath,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  personOf,
} from '#test/documented/asking';

const day = 86_400_000;
let now = 0;
let organisation: DemoOrganisation;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  organisation = await organisationOf({ people: 60, now: () => now });
});
afterEach(closeAll);

type Action = 'disable' | 'enable' | 'delete' | 'cancel-delete';

/**
 * Calls the operations in order on one person; returns the answer of each, and the status that the profile had after
 * it.
 */
async function lifeOf(kind: PersonKind, ...actions: Action[]) {
  const { accountId } = personOf(organisation, kind);
  const life: [status: number, reads: string, effect: unknown][] = [];
  for (const action of actions) {
    const path = accountPath(accountId, `/lifecycle/${action}`);
    const answer = await ask(organisation, path, { method: 'POST', body: {} });
    expectDocumented(`lifecycle.${action}`, answer);
    const { effect } = organisation.ledger().at(-1) ?? {};
    life.push([answer.status, await readsOf(accountId), effect]);
  }
  return life;
}

async function readsOf(accountId: string): Promise<string> {
  const { body } = await ask(organisation, accountPath(accountId, '/profile'));
  return (body as { account: { account_status: string } }).account.account_status;
}

describe('deactivation', () => {
  it('takes effect at once, and can be taken back', async () => {
    expect(await lifeOf('ordinary', 'disable', 'enable')).toEqual([
      [204, 'inactive', 'deactivated'],
      [204, 'active', 'activated'],
    ]);
  });

  it('of somebody inactive changes nothing, and answers 204, or 409 where so switched', async () => {
    const { accountId } = personOf(organisation, 'ordinary');
    const path = accountPath(accountId, '/lifecycle/disable');
    const again = () => ask(organisation, path, { method: 'POST', body: {} });
    expect((await again()).status).toBe(204);
    expect((await again()).status).toBe(204);
    organisation.setFaults({ disableTwice: '409' });
    const refused = await again();
    expectDocumented('lifecycle.disable', refused);
    expect(refused).toMatchObject({ status: 409, body: { context: { accountId } } });
    expect(organisation.ledger().filter(({ effect }) => effect === 'deactivated')).toHaveLength(1);
  });

  it('may read closed, where so switched', async () => {
    organisation.setFaults({ deactivatedReads: 'closed' });
    expect(await lifeOf('ordinary', 'disable', 'enable')).toEqual([
      [204, 'closed', 'deactivated'],
      [204, 'active', 'activated'],
    ]);
  });

  it('of the operator is allowed, or refused where so switched', async () => {
    organisation.setFaults({ ownAccount: 'refused' });
    const [operator] = organisation.people();
    const path = accountPath(String(operator?.accountId), '/lifecycle/disable');
    const refused = await ask(organisation, path, { method: 'POST', body: {} });
    expectDocumented('lifecycle.disable', refused);
    expect(refused.body).toMatchObject({ context: { reason: { key: 'administrative.notMyself' } } });
    organisation.setFaults({ ownAccount: 'allowed' });
    expect((await ask(organisation, path, { method: 'POST', body: {} })).status).toBe(204);
  });
});

describe('deletion', () => {
  it('is cancelled within 14 days, which activates the account', async () => {
    const { accountId } = personOf(organisation, 'ordinary');
    const life = await lifeOf('ordinary', 'delete', 'cancel-delete');
    expect(life).toEqual([
      [200, 'closed', 'deleted'],
      [200, 'active', 'delete-cancelled'],
    ]);
    expect(organisation.people().find((person) => person.accountId === accountId)?.deletedAt).toBe(null);
  });

  it('prevents everything but its cancellation', async () => {
    const { accountId } = personOf(organisation, 'service-account');
    const act = (action: Action) =>
      ask(organisation, accountPath(accountId, `/lifecycle/${action}`), { method: 'POST', body: {} });
    expect((await act('delete')).body).toEqual({ message: `AccountId ${accountId} has been deleted.` });
    expect((await act('enable')).status).toBe(409);
    expect((await act('delete')).status).toBe(409);
    now += 15 * day;
    expect((await act('cancel-delete')).status).toBe(404);
  });
});

describe('a directory', () => {
  it('reactivates deactivated accounts after the configured time', async () => {
    organisation.setFaults({ scimReactivatesAfterMs: 60_000 });
    const { accountId } = personOf(organisation, 'scim');
    const path = accountPath(accountId, '/lifecycle/disable');
    expect((await ask(organisation, path, { method: 'POST', body: {} })).status).toBe(204);
    now += 59_000;
    expect(await readsOf(accountId)).toBe('inactive');
    now += 1_000;
    expect(await readsOf(accountId)).toBe('active');
  });

  it('does not bring back an account whose deletion was ordered meanwhile', async () => {
    organisation.setFaults({ scimReactivatesAfterMs: 60_000 });
    const { accountId } = personOf(organisation, 'scim');
    for (const action of ['disable', 'delete']) {
      await ask(organisation, accountPath(accountId, `/lifecycle/${action}`), { method: 'POST', body: {} });
    }
    now += 60_000;
    expect(await readsOf(accountId)).toBe('inactive');
  });

  it('counts from the last deactivation', async () => {
    organisation.setFaults({ scimReactivatesAfterMs: 60_000 });
    const { accountId } = personOf(organisation, 'scim');
    const act = (action: Action) =>
      ask(organisation, accountPath(accountId, `/lifecycle/${action}`), { method: 'POST', body: {} });
    await act('disable');
    now += 40_000;
    await act('enable');
    await act('disable');
    now += 40_000;
    expect(await readsOf(accountId)).toBe('inactive');
    now += 20_000;
    expect(await readsOf(accountId)).toBe('active');
  });
});

describe('stale reads', () => {
  const search = async (accountId: string) => {
    const path = `/admin/v2/orgs/${organisation.organisationId}/directories/-/users/search`;
    const { body } = await ask(organisation, path, { method: 'POST', body: { accountIds: [accountId] } });
    return (body as { data: { accountStatus: string }[] }).data[0]?.accountStatus;
  };

  it.each([
    // Stale reads in both APIs; then in the search only.
    [{ staleReadsMs: 2_000 }, 'active'],
    [{ staleListsMs: 2_000 }, 'inactive'],
  ])('show the status of before for a while: %j, where a profile reads %s', async (faults, profile) => {
    organisation.setFaults(faults);
    const { accountId } = personOf(organisation, 'ordinary');
    await ask(organisation, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body: {} });
    expect([await readsOf(accountId), await search(accountId)]).toEqual([profile, 'active']);
    now += 2_000;
    expect([await readsOf(accountId), await search(accountId)]).toEqual(['inactive', 'inactive']);
    expect(organisation.ledger()[0]?.effect).toBe('deactivated');
  });
});
