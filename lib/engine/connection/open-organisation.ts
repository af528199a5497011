/** The connected organisation, for questions that name it. */
import type { Organisation } from '#lib/domain/connection/connection';
import { organisationNotKnown } from '#lib/domain/connection/organisation-id';
import type { Connections } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Atlassian } from '#lib/engine/ports';

/** An organisation that can be asked. */
interface OpenOrganisation {
  atlassian: Atlassian;
  organisation: Organisation;
}

/** Fails if there is no connection, and if Atlassian does not say which organisation the key belongs to. */
export function openOrganisation(
  connections: Pick<Connections, 'client' | 'organisation'>,
): Result<OpenOrganisation> {
  const atlassian = connections.client();
  if (!atlassian) {
    return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
  }
  const organisation = connections.organisation();
  if (organisation) return done({ atlassian, organisation });
  return failed('not-connected', organisationNotKnown.message, organisationNotKnown.hint);
}
