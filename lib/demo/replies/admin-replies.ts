/** Refusals of the organisations API. */
import type { ClosedAnswer } from '#lib/demo/faults/faults';
import { type Reply, reply } from '#lib/demo/reply';

let occurrences = 0;

/** The envelope of the organisations API. Each error has its own ID [SPEC]. */
export function adminError(status: number, code: string, title: string, detail: string): Reply {
  occurrences += 1;
  const id = `de300000-0000-4000-a000-${occurrences.toString(16).padStart(12, '0')}`;
  return reply(status, { errors: [{ id, status: String(status), code, title, detail }] });
}

const scopesHelp =
  'https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis/';

/** The refusal of a key with scopes [LIVE, AX-196]. */
export const insufficientScope = reply(401, {
  errors: [
    {
      code: 'ADMIN-401-2',
      status: '401',
      title: 'INSUFFICIENT_SCOPE',
      detail: `Insufficient scope. Create a new API Key for your Organization ${scopesHelp}`,
    },
  ],
});

/** The refusal of an invalid cursor. */
export const badCursor = () => adminError(400, 'ADMIN-400-1', 'BAD_REQUEST', 'Invalid page cursor');
/** The refusal of an invalid body; `detail` says why. */
export const badBody = (detail: string) => adminError(400, 'ADMIN-400-24', 'BAD_REQUEST', detail);
/** The refusal of v2 under original user management [LIVE]. */
export const originalUserManagement = (id: string) =>
  adminError(
    400,
    'ADMIN-400-4',
    'BAD_REQUEST',
    `Organization: ${id} is not with the new user management experience`,
  );
/** The refusal of an operation that the key may not use. */
export const notAllowed = () =>
  adminError(403, 'ADMIN-403-3', 'FORBIDDEN', 'Not allowed to manage the organization');
/** The answer for an unknown path. */
export const unknownResource = () => adminError(404, 'ADMIN-404-1', 'NOT_FOUND', 'Unknown resource');
/** The answer for another organisation's ID. */
export const unknownOrganisation = () =>
  adminError(404, 'ADMIN-404-2', 'NOT_FOUND', 'Organization not found');
/** The answer for an unknown account ID. */
export const unknownUser = () => adminError(404, 'ADMIN-404-8', 'NOT_FOUND', 'User not found');
/** The refusal of a method that the path does not have. */
export const methodNotSupported = () =>
  adminError(405, 'ADMIN-405-1', 'METHOD_NOT_ALLOWED', 'Method not supported');

/** The answer for an operation that Atlassian has removed [INFER for these APIs]. */
export const removed = () => adminError(410, 'ADMIN-410-1', 'GONE', 'The requested API has been removed');

/** The refusal of a source that this organisation or key does not have. */
export function closedSource(answer: ClosedAnswer): Reply {
  switch (answer) {
    case '401':
      return insufficientScope;
    case '403':
      return notAllowed();
    case '404':
      return unknownResource();
    case '410':
      return removed();
  }
}

/** The refusal of `/domains`, in an envelope that no other operation has [SPEC]. */
export function domainsForbidden(path: string, at: number): Reply {
  return reply(403, {
    timestamp: new Date(at).toISOString(),
    status: 403,
    error: 'Forbidden',
    message: 'Access Denied',
    path,
    requestId: `demo-${at.toString(36)}`,
  });
}
