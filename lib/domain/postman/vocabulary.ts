/** The names in Atlassian's article on Postman, and the one name that Lockstep adds. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';

/**
 * The variables of the article's environment and data file, in its spelling [DOC]. `cloudUrl` is only read, never
 * written: in the article it is the site's address.
 */
export const postmanVariables = {
  cloudUrl: 'cloudUrl',
  orgApiKey: 'orgApiKey',
  organizationId: 'organizationId',
  accountId: 'accountId',
} as const;

/** The kind of an answer's body: empty, JSON, or other text such as a web page. */
export type AnswerBody = 'empty' | 'JSON' | 'text';

/** The name of the test in an exported collection. It tells which account's call had which answer. */
export function testNameFor(accountId: string, status: string, body: string): string {
  return `Deactivate ${accountId}: status ${status} is 200, 201, 202 or 204, and the answer (${body}) is empty or JSON`;
}

/**
 * The name as `testNameFor` writes it, or as earlier versions did, without the body. A call without an answer has the
 * status `undefined`, since the test runs anyway [CODE].
 */
const provenTest =
  /^Deactivate (\S+): status (\d{3}|undefined) is 200, 201, 202 or 204(?:, and the answer \((empty|JSON|text)\) is empty or JSON)?$/;

/** A test's name, parsed. `status` is null if no answer came, `body` if the name does not contain it. */
export interface TestName {
  accountId: AccountId;
  status: number | null;
  body: AnswerBody | null;
}

/** Parses the name of a test; null if Lockstep did not write it. */
export function readTestName(name: string): TestName | null {
  const [, id = '', status, body] = provenTest.exec(name) ?? [];
  const accountId = parseAccountId(id);
  return (
    accountId && {
      accountId,
      status: status === 'undefined' ? null : Number(status),
      body: (body as AnswerBody | undefined) ?? null,
    }
  );
}
