/**
 * The client with a limiter in front of it: each of its questions, and each page of a list, is sent as soon as the rate
 * limit allows it. Several questions may be under way at once; the limiter decides how many.
 */
import type { Answer } from '#lib/domain/outcome/answer';
import type { Limiter, Slot } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';

/** The questions of a client: everything but the two calls of a run and the check of a key. */
type Questions = Pick<
  Atlassian,
  'permissions' | 'apiTokens' | 'managedAccounts' | 'countActive' | 'searchUsers' | 'profile'
>;

/** The questions of this client under the rate limit. `priority` says who asks. */
export function limitedClient(
  client: Atlassian,
  limiter: Limiter,
  priority: 'run' | 'admin' | 'background',
): Questions {
  const wanted = (kind: string, signal: AbortSignal | undefined) => ({ kind, priority, signal });
  return {
    profile: (id, signal) => limiter.ask(wanted('profile', signal), () => client.profile(id, signal)),
    permissions: (id, signal) => limiter.ask(wanted('manage', signal), () => client.permissions(id, signal)),
    apiTokens: (id, signal) => limiter.ask(wanted('api-tokens', signal), () => client.apiTokens(id, signal)),
    countActive: (organisationId, signal) =>
      limiter.ask(wanted('users-count', signal), () => client.countActive(organisationId, signal)),
    managedAccounts: (organisationId, signal, from) =>
      limitedPages({
        pages: client.managedAccounts(organisationId, signal, from),
        permission: () => limiter.permission(wanted('managed-accounts', signal)),
        isLast: ({ next }) => next === null,
      }),
    searchUsers: (organisationId, directoryId, query, signal, from) =>
      limitedPages({
        pages: client.searchUsers(organisationId, directoryId, query, signal, from),
        permission: () => limiter.permission(wanted('users-search', signal)),
        isLast: ({ next }) => next === null,
      }),
  };
}

/** Asks for each page as soon as it may be sent. After the last page nothing is sent, so no permission is needed. */
async function* limitedPages<P>(list: {
  pages: AsyncIterable<Answer<P>>;
  permission(): Promise<Slot | null>;
  isLast(page: P): boolean;
}): AsyncGenerator<Answer<P>, void, undefined> {
  const pages = list.pages[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await pages.next();
    return done ? null : value;
  };
  let last = false;
  for (;;) {
    const slot: Slot | null = last ? null : await list.permission();
    const page: Answer<P> | null = await (slot ? slot.send(next) : next());
    if (page === null) return;
    last = !page.ok || list.isLast(page.value);
    yield page;
  }
}
