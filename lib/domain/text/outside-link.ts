/** Checks addresses in Atlassian's answers before they are kept and shown as links. */

/** Maximum length of an address, in UTF-16 units. */
const longest = 2_000;

/** The normalised address in a text; null unless it is an https address without a user name or password. */
export function readLink(text: string | null | undefined): string | null {
  if (!text || text.length > longest || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && href.length <= longest ? href : null;
}
