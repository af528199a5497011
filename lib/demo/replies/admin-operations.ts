/** `/admin/…`: the parts of the organisations API and the API Access API that the demo organisation has [SPEC, DOC]. */
import type { Call } from '#lib/demo/call';
import { closedAnswerOf } from '#lib/demo/faults/closed-answer';
import type { Organisation } from '#lib/demo/organisation/organisation';
import {
  closedSource,
  methodNotSupported,
  notAllowed,
  originalUserManagement,
  unknownOrganisation,
  unknownResource,
} from '#lib/demo/replies/admin-replies';
import { listOrganisationTokens, listServiceAccounts } from '#lib/demo/replies/api-access';
import { answerDirectory } from '#lib/demo/replies/directory';
import { listAuditEvents } from '#lib/demo/replies/limited/audit-events';
import { lastActiveDates } from '#lib/demo/replies/limited/last-active-dates';
import { listManagedAccounts } from '#lib/demo/replies/managed-accounts';
import {
  listDomains,
  listOrganisations,
  listWorkspaces,
  readOrganisation,
} from '#lib/demo/replies/organisations';
import type { Reply } from '#lib/demo/reply';

/** Answers an operation, for a key of this organisation. */
export function answerAdmin(organisation: Organisation, call: Call): Reply {
  if (call.operation === 'unknown') return call.otherMethod ? methodNotSupported() : unknownResource();
  const closed = closedAnswerOf(organisation.faults, call.operation);
  if (call.operation === 'orgs') return closed ? closedSource(closed) : listOrganisations(organisation, call);
  if (call.operation === 'domains') return listDomains(organisation, call);
  if (call.organisationId !== organisation.id) {
    // The operation last-active-dates has no 404 for an unknown organisation [SPEC].
    return call.operation === 'lastActive' ? notAllowed() : unknownOrganisation();
  }
  if (closed) return closedSource(closed);
  if (call.family === 'v2') {
    const { faults } = organisation;
    if (faults.originalUserManagement) {
      return faults.originalUserManagementAnswer === '404'
        ? unknownResource()
        : originalUserManagement(organisation.id);
    }
    return call.operation === 'workspaces'
      ? listWorkspaces(organisation, call)
      : answerDirectory(organisation, call);
  }
  switch (call.operation) {
    case 'org':
      return readOrganisation(organisation, call);
    case 'managedAccounts':
      return listManagedAccounts(organisation, call);
    case 'organisationTokens':
      return listOrganisationTokens(organisation, call);
    case 'auditEvents':
      return listAuditEvents(organisation, call);
    case 'serviceAccounts':
      return listServiceAccounts(organisation, call);
    default:
      return lastActiveDates(organisation, call);
  }
}
