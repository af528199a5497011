/**
 * The client with a limiter in front of it: each of its requests, and each page of a list, is sent as soon as the rate
 * limit allows it. Several questions may be under way at once; the limiter decides how many.
 */
import type { Answer } from '#lib/domain/outcome/answer';
import type { Limiter, Priority, Slot } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';

/**
 * This client under the rate limit. `priority` says who asks. Checks of a key are sent at once: the admin asks whether
 * Atlassian answers again. A request whose signal aborts waits no longer, and the client answers that it was aborted.
 */
export function limitedClient(client: Atlassian, limiter: Limiter, priority: Priority): Atlassian {
  const ask = <T>(kind: string, send: () => Promise<Answer<T>>, signal: AbortSignal | undefined) =>
    limiter.ask({ kind, priority, signal }, send);
  const pages = <P extends { next: string | null }>(
    kind: string,
    list: AsyncIterable<Answer<P>>,
    signal: AbortSignal | undefined,
  ) => limitedPages(list, () => limiter.permission({ kind, priority, signal }));
  return {
    disable: (id, message, signal) => ask('disable', () => client.disable(id, message, signal), signal),
    enable: (id, signal) => ask('enable', () => client.enable(id, signal), signal),
    profile: (id, signal) => ask('profile', () => client.profile(id, signal), signal),
    permissions: (id, signal) => ask('manage', () => client.permissions(id, signal), signal),
    apiTokens: (id, signal) => ask('api-tokens', () => client.apiTokens(id, signal), signal),
    countActive: (organisation, signal) =>
      ask('users-count', () => client.countActive(organisation, signal), signal),
    countManaged: (organisation, signal) =>
      ask('users-count', () => client.countManaged(organisation, signal), signal),
    managedAccounts: (organisation, signal, from) =>
      pages('managed-accounts', client.managedAccounts(organisation, signal, from), signal),
    searchUsers: (organisation, directory, query, signal, from) =>
      pages('users-search', client.searchUsers(organisation, directory, query, signal, from), signal),
    organisationTokens: (organisation, signal, from) =>
      pages('organisation-tokens', client.organisationTokens(organisation, signal, from), signal),
    serviceAccounts: (organisation, signal, from) =>
      pages('service-accounts', client.serviceAccounts(organisation, signal, from), signal),
    auditEvents: (organisation, range, signal, start) =>
      pages('audit-events', client.auditEvents(organisation, range, signal, start), signal),
    workspaces: (organisation, signal) =>
      pages('workspaces', client.workspaces(organisation, signal), signal),
    organisations: (signal) => limiter.askAtOnce('organisations', () => client.organisations(signal)),
    probe: (organisation, signal) => limiter.askAtOnce('probe', () => client.probe(organisation, signal)),
    close: () => client.close(),
  };
}

/** Asks for each page as soon as it may be sent. After the last page nothing is sent, so no permission is needed. */
async function* limitedPages<P extends { next: string | null }>(
  list: AsyncIterable<Answer<P>>,
  permission: () => Promise<Slot | null>,
): AsyncGenerator<Answer<P>, void, undefined> {
  const pages = list[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await pages.next();
    return done ? null : value;
  };
  let last = false;
  for (;;) {
    const slot: Slot | null = last ? null : await permission();
    const page: Answer<P> | null = await (slot ? slot.send(next) : next());
    if (page === null) return;
    last = !page.ok || page.value.next === null;
    yield page;
  }
}
