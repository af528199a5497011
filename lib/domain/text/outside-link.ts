/** Addresses that Atlassian gives, fit to be kept and followed. */

/** Longer addresses are not kept, in UTF-16 units. */
const longest = 2_000;

/**
 * The address that a text holds, in the one form in which it is kept and shown; null unless it is an https address
 * without a user name or password.
 */
export function readLink(text: string | null | undefined): string | null {
  if (!text || text.length > longest || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && href.length <= longest ? href : null;
}
