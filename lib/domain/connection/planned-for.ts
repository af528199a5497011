/** Checks whether the connection can be used for a plan or a run of an organisation. Pure. */
import type { Connection } from '#lib/domain/connection/connection';
import { noKnownOrganisation, tellApart } from '#lib/domain/connection/organisation-names';

/** A reason why the connection cannot be used, with a hint. */
export interface ConnectionFault {
  kind: 'not-connected' | 'other-organisation' | 'key-refused';
  message: string;
  hint: string;
  details?: string[];
}

/** The fault if Lockstep is not connected to the organisation of the plan; null if it is. */
export function organisationFault(
  planned: { organisationId: string | null; organisationName: string },
  connection: Connection,
): ConnectionFault | null {
  const { organisationId: id, organisationName: name } = planned;
  if (connection.state === 'none') {
    const message = 'Lockstep is not connected to an organisation.';
    return { kind: 'not-connected', message, hint: `Connect to ${name} first.` };
  }
  if ((connection.organisation?.id ?? null) === id) return null;
  const [where, other] = tellApart({ id, name }, connection.organisation ?? noKnownOrganisation);
  const message = `This is planned for ${where}, and Lockstep is connected to ${other}.`;
  return { kind: 'other-organisation', message, hint: `Connect to ${where} first.` };
}

/**
 * The fault if the last check refused the key or its organisation, since that would end a run at its first call. A key
 * that was not checked yet has none, and the run finds out.
 */
export function keyFault(connection: Connection): ConnectionFault | null {
  if (connection.state === 'none' || connection.check.state !== 'refused') return null;
  const { message, hint, detail } = connection.check;
  const details = detail === null ? [] : [`Atlassian said: ${detail}`];
  const again = `${hint} Then check the key again, on New run.`.trim();
  return { kind: 'key-refused', message, hint: again, details };
}
