/** For the model-based test: Atlassian's answers about accounts of a given status. */
import type { Answer } from '#lib/domain/outcome/answer';
import type { AccountProfile, UsersPage } from '#lib/engine/atlassian-shapes';
import type { Call } from '#test/model/observed';
import { directoryUser } from '#test/samples/directory-user';

/** The answer with a profile of this status. */
export function profileAnswer(accountId: string, status: string, type = 'atlassian'): Answer<AccountProfile> {
  return { ok: true, value: { accountId, type, status, name: null, email: null }, status: 200, tookMs: 1 };
}

/** The answer to a search: each account that it asks about in this status; those without one are left out. */
export function searchAnswer(
  { about }: Pick<Call, 'about'>,
  statusOf: (accountId: string) => string | null,
  type = 'atlassian',
): Answer<UsersPage> {
  const users = about.flatMap((accountId) => {
    const status = statusOf(accountId);
    return status === null ? [] : [directoryUser(accountId, status, { accountType: type, status: null })];
  });
  return { ok: true, value: { users, next: null }, status: 200, tookMs: 1 };
}
