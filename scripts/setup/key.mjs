/** The organisation API key that our environment came with. Written so that even old versions of Node.js can read it. */

/**
 * Takes the key out of the environment, which every program that we start inherits, and answers with it; undefined
 * where there is none.
 */
export function takeKey() {
  const key = process.env.ATLASSIAN_ORG_API_KEY;
  delete process.env.ATLASSIAN_ORG_API_KEY;
  return key;
}
