/** The session of this browser, as its pages know it: the token, and tickets for what cannot send it. */
import { tokenHeader, tokenKey } from '#lib/contract/session';

/** The headers that every request to the API carries. */
export function sessionHeaders(): Record<string, string> {
  return { [tokenHeader]: keptToken() };
}

function keptToken(): string {
  try {
    return localStorage.getItem(tokenKey) ?? '';
  } catch {
    // The browser lets this page keep nothing: then it was not let in either.
    return '';
  }
}

/** What the server answers to a page that is not signed in, or not any more. */
const signedOutCodes: readonly string[] = ['no-session', 'bad-token', 'earlier-start'];

/**
 * Where the code of an error says that this page is not signed in, moves on to the page that says how to get back in;
 * that page comes back to this address.
 */
export function leaveIfSignedOut(code: string): void {
  if (!signedOutCodes.includes(code)) return;
  const { pathname, search } = location;
  location.replace(`/launch?${new URLSearchParams({ next: pathname + search })}`);
}
