/** The session of this browser on its pages: the token, and tickets for requests that cannot send it. */
import { tokenHeader, tokenKey } from '#lib/contract/session';

/** The headers of every request to the API. */
export function sessionHeaders(): Record<string, string> {
  return { [tokenHeader]: keptToken() };
}

function keptToken(): string {
  try {
    return localStorage.getItem(tokenKey) ?? '';
  } catch {
    // If the browser does not let this page store anything, it is not signed in either.
    return '';
  }
}

/** The codes of the answers to a page that is not signed in, or no longer. */
const signedOutCodes: readonly string[] = ['no-session', 'bad-token', 'earlier-start'];

/**
 * If the code of an error says that this page is not signed in, opens the page that says how to sign in again. That
 * page returns to this address.
 */
export function leaveIfSignedOut(code: string): void {
  if (!signedOutCodes.includes(code)) return;
  const { pathname, search } = location;
  location.replace(`/launch?${new URLSearchParams({ next: pathname + search })}`);
}
