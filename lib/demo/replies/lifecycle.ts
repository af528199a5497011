/** The operations that change whether an account is active. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { restrictionOf } from '#lib/demo/replies/restrictions';
import {
  accountNotFound,
  actionForbidden,
  lifecycleConflict,
  notFound,
  targetUnverified,
} from '#lib/demo/replies/user-replies';
import { noContent, type Reply, reply } from '#lib/demo/reply';

const grace = 14 * 86_400_000;

/** Carries out the call's operation on a managed person. */
export function lifecycle(organisation: Organisation, call: Call, person: Person): Reply {
  if (person.kind === 'unverified') return targetUnverified;
  const restriction = restrictionOf(organisation, person);
  if (restriction) return actionForbidden(restriction);
  switch (call.operation) {
    case 'lifecycle.disable':
      return disable(organisation, person);
    case 'lifecycle.enable':
      return enable(organisation, person);
    case 'lifecycle.delete':
      return deleteAccount(organisation, person);
    default:
      return cancelDelete(organisation, person);
  }
}

function disable(organisation: Organisation, person: Person): Reply {
  const { faults, now } = organisation;
  if (person.status !== 'active') {
    if (faults.disableTwice === '204') return noContent();
    return lifecycleConflict(
      person.accountId,
      'account-already-inactive',
      'The account is already deactivated',
    );
  }
  if (person.kind === 'entitled') return entitled(person);
  organisation.setStatus(person, 'inactive');
  if (person.kind === 'scim' && faults.scimReactivatesAfterMs !== null) {
    organisation.reactivateAt(person, now() + faults.scimReactivatesAfterMs);
  }
  return noContent('deactivated');
}

/** Enables an account. If its deletion was ordered, that must be cancelled first [SPEC]. */
function enable(organisation: Organisation, person: Person): Reply {
  if (person.deletedAt !== null) return deletionOrdered(person);
  if (person.status === 'active') return noContent();
  organisation.setStatus(person, 'active');
  return noContent('activated');
}

/**
 * During the 14 days of grace, an account that was active reads `closed`, a deactivated one `inactive` [LIVE, ID-8854].
 */
function deleteAccount(organisation: Organisation, person: Person): Reply {
  if (person.deletedAt !== null) return deletionOrdered(person);
  if (person.kind === 'entitled') return entitled(person);
  organisation.setStatus(person, person.status === 'active' ? 'closed' : person.status, organisation.now());
  return { ...reply(200, { message: `AccountId ${person.accountId} has been deleted.` }), effect: 'deleted' };
}

/** Restores the account and activates it [SPEC]. After the days of grace it cannot be restored. */
function cancelDelete(organisation: Organisation, person: Person): Reply {
  if (person.deletedAt === null) return notFound;
  if (organisation.now() - person.deletedAt > grace) return accountNotFound;
  organisation.setStatus(person, 'active');
  const message = `Deletion of AccountId ${person.accountId} has been cancelled.`;
  return { ...reply(200, { message }), effect: 'delete-cancelled' };
}

/** The refusal for an account that "still has entitlements", as the admin page puts it [LIVE, ID-9136]. */
function entitled({ accountId }: Person): Reply {
  return lifecycleConflict(
    accountId,
    'still-has-entitlements',
    'The account still has entitlements',
    entitlementsOf(accountId),
  );
}

/** The address of the page with the person's entitlements; the demo has no such page. */
export function entitlementsOf(accountId: string): string {
  return `https://admin.example.com/people/${encodeURIComponent(accountId)}/entitlements`;
}

function deletionOrdered({ accountId }: Person): Reply {
  return lifecycleConflict(accountId, 'account-pending-deletion', 'The account is scheduled for deletion');
}
