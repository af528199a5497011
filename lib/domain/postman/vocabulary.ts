/** The names that Atlassian's article gives to things in Postman, and the one name that Lockstep adds. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';

/**
 * The variables of the article's environment and data file, as it spells them [DOC]. `cloudUrl` is only ever read: in
 * the article it is the address of the site, and what Lockstep exports does not use it.
 */
export const postmanVariables = {
  cloudUrl: 'cloudUrl',
  orgApiKey: 'orgApiKey',
  organizationId: 'organizationId',
  accountId: 'accountId',
} as const;

/** What the body of an answer was: nothing, JSON, or any other text, such as a web page. */
export type AnswerBody = 'empty' | 'JSON' | 'text';

/** The name of the test in an exported collection: it says by itself whose call had which answer. */
export function testNameFor(accountId: string, status: string, body: string): string {
  return `Deactivate ${accountId}: status ${status} is 200, 201, 202 or 204, and the answer (${body}) is empty or JSON`;
}

/**
 * The name as `testNameFor` writes it, or as collections of earlier versions did, which did not look at the body.
 * A call without an answer has the status `undefined`: the test is run all the same [CODE].
 */
const provenTest =
  /^Deactivate (\S+): status (\d{3}|undefined) is 200, 201, 202 or 204(?:, and the answer \((empty|JSON|text)\) is empty or JSON)?$/;

/** A test's name, read: `status` is null where no answer came, `body` where the name does not say. */
export interface TestName {
  accountId: AccountId;
  status: number | null;
  body: AnswerBody | null;
}

/** What the name of a test says; null where it is not one of ours. */
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
