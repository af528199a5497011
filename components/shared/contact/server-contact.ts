/** The contact of this page with its server. */
import { useSyncExternalStore } from 'react';
import { type Contact, type Lost, newContact } from '#components/shared/contact/contact.ts';
import { leaveIfSignedOut, sessionHeaders } from '#components/shared/session.ts';
import { apiErrorSchema } from '#lib/contract/api-error';

/** Maximum time for an answer of the server, in ms. */
const timeoutMs = 5_000;

export const serverContact = newContact({
  probe,
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  wall: Date.now,
});

/** Whether the server answers; a new value when that changes. */
export function useContact(): Contact {
  return useSyncExternalStore(serverContact.subscribe, serverContact.get, serverContact.get);
}

/** What a lost server is doing, as far as the page can tell. */
export function lostLabel({ lost }: Contact): string {
  return `Lockstep ${lost === 'silent' ? 'does not answer' : 'is not running'}`;
}

/** Any answer shows that the server runs. If it says that this page is not signed in, the page that says how opens. */
async function probe(): Promise<Lost | null> {
  try {
    const answer = await fetch('/api/session', {
      headers: sessionHeaders(),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const failure = apiErrorSchema.safeParse(await answer.json().catch(() => null));
    if (failure.success) leaveIfSignedOut(failure.data.error.code);
    return null;
  } catch (thrown) {
    return (thrown as Error).name === 'TimeoutError' ? 'silent' : 'refused';
  }
}
