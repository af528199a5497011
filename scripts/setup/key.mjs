/** The organisation API key in our environment. Even old versions of Node.js must be able to parse this file. */

/**
 * Removes the key from the environment, which every program that we start inherits, and returns it; undefined if there
 * is none.
 */
export function takeKey() {
  const key = process.env.ATLASSIAN_ORG_API_KEY;
  delete process.env.ATLASSIAN_ORG_API_KEY;
  return key;
}
