/** For tests: passes a key to Newman without its command line, which every program on the computer can read. */

/** The text of a Postman environment, with this organisation API key in it. */
export function withKey(environment: string, orgApiKey: string): string {
  const parsed = JSON.parse(environment) as { values: { key: string; value: string }[] };
  const others = parsed.values.filter(({ key }) => key !== 'orgApiKey');
  return JSON.stringify({ ...parsed, values: [...others, { key: 'orgApiKey', value: orgApiKey }] });
}
