/** The names that Atlassian's article gives to things in Postman, and the one name that Lockstep adds. */
import { type AccountId, parseAccountId } from '#lib/domain/account-id';

/** The variables of the article's environment and data file, as it spells them [DOC]. */
export const postmanVariables = {
  cloudUrl: 'cloudUrl',
  orgApiKey: 'orgApiKey',
  organizationId: 'organizationId',
  accountId: 'accountId',
} as const;

/** The name of the test in an exported collection: it says by itself whose call had which answer. */
export function testNameFor(accountId: string, status: string): string {
  return `Deactivate ${accountId}: status ${status} is 200, 201, 202 or 204`;
}

/** A call without an answer has the status `undefined`: the test is run all the same [CODE]. */
const provenTest = /^Deactivate (\S+): status (\d{3}|undefined) is 200, 201, 202 or 204$/;

/** Account and HTTP status (null: no answer came) in a test's name; null where it is not one of ours. */
export function readTestName(name: string): { accountId: AccountId; status: number | null } | null {
  const [, id = '', status] = provenTest.exec(name) ?? [];
  const accountId = parseAccountId(id);
  return accountId && { accountId, status: status === 'undefined' ? null : Number(status) };
}
