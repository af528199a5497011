/**
 * Writes a sealed plan as three files for Postman or Newman: a collection, an environment without the key, and the
 * data. They follow Atlassian's article on bulk deactivation [DOC]: one `POST
 * /users/{{accountId}}/manage/lifecycle/disable` per row, with the key as bearer token, and a test of the status. The
 * API's address is written out, so that no variable of an environment in Postman can send the key and the calls
 * elsewhere.
 */
import { writeSuccesses } from '#lib/domain/outcome/write-successes';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { whoAndWhyFacts } from '#lib/domain/plan/who-and-why';
import { postmanVariables, testNameFor } from '#lib/domain/postman/vocabulary';
import { whole } from '#lib/domain/text/whole';

/** The files of an export, by their ends. */
export const postmanFiles = ['collection.json', 'environment.json', 'users.csv'] as const;
/** One of these files. */
type PostmanFile = (typeof postmanFiles)[number];

/** The input of the Postman files. `apiUrl` is the address of the API: a checked URL without a query. */
export interface PostmanPlan {
  plan: Plan;
  entries: readonly PlanEntry[];
  apiUrl: string;
}

/** The text of one of the three files. The same plan gives the same text. */
export function postmanFile(file: PostmanFile, sealed: PostmanPlan): string {
  if (file === 'users.csv') return dataCsv(sealed.entries);
  const content = file === 'collection.json' ? collection(sealed) : environment(sealed.plan);
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The file's name for the download. Postman recognises its own files by the extension. */
export function postmanFileName(file: PostmanFile, plan: Pick<Plan, 'digest'>): string {
  const end = {
    'collection.json': 'postman_collection.json',
    'environment.json': 'postman_environment.json',
  };
  return `lockstep-plan-${plan.digest.slice(0, 8)}.${file === 'users.csv' ? file : end[file]}`;
}

function collection({ plan, apiUrl }: PostmanPlan) {
  const { orgApiKey } = postmanVariables;
  return {
    info: {
      _postman_id: uuidOf(plan.digest),
      name: titleOf(plan),
      description: [
        'Made by Lockstep from a sealed plan. Run it with the data file: each row is one call.',
        `Plan sha256 ${plan.digest}. Put the organisation API key (one without scopes) into ${orgApiKey}.`,
        ...whoAndWhyFacts(plan).map(([name, value]) => `${name}: ${value.replaceAll('{{', '{ {')}`),
      ].join('\n\n'),
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      {
        name: 'Deactivate a user',
        event: [{ listen: 'test', script: { type: 'text/javascript', exec: testScript } }],
        request: {
          auth: { type: 'bearer', bearer: [{ key: 'token', value: `{{${orgApiKey}}}`, type: 'string' }] },
          method: 'POST',
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: { mode: 'raw', raw: requestBody(plan.message), options: { raw: { language: 'json' } } },
          url: requestUrl(apiUrl),
        },
        response: [],
      },
    ],
  };
}

/** The address of a call in Postman's form: Postman joins the parts, and only the account ID is a variable. */
function requestUrl(apiUrl: string) {
  const { origin, protocol, hostname, port, pathname } = new URL(apiUrl);
  const prefix = pathname.split('/').filter(Boolean);
  const path = [...prefix, 'users', `{{${postmanVariables.accountId}}}`, 'manage', 'lifecycle', 'disable'];
  return {
    raw: `${origin}/${path.join('/')}`,
    protocol: protocol.replace(':', ''),
    host: hostname.split('.'),
    ...(port === '' ? {} : { port }),
    path,
  };
}

/**
 * The article's test of the status, and a test of the body: a web page or other text with a good status is no answer of
 * the API, nor is JSON with an error, which counts as other text. The test's name contains account, status and body.
 * For many rows, Postman's own export keeps only the names of the tests; they allow Lockstep to read the results back.
 */
const testScript = [
  `const accountId = pm.iterationData.get('${postmanVariables.accountId}');`,
  "const text = (pm.response.text() || '').trim();",
  "let body = 'JSON';",
  'try {',
  '  const said = JSON.parse(text) || false;',
  "  if (said.key || said.errorKey || said.code || said.error || said.errors) body = 'text';",
  "} catch (error) { body = text === '' ? 'empty' : 'text'; }",
  `pm.test("${testNameFor('" + accountId + "', '" + pm.response.code + "', '" + body + "')}", function () {`,
  `  pm.expect(pm.response.code).to.be.oneOf([${writeSuccesses.join(', ')}]);`,
  "  pm.expect(body).to.be.oneOf(['empty', 'JSON']);",
  '});',
];

/** Braces are written as escapes, so that Postman inserts no variable (such as the key) into the message. */
function requestBody(message: string | null): string {
  if (message === null) return '{}';
  const text = JSON.stringify(message).replaceAll('{', '\\u007b').replaceAll('}', '\\u007d');
  return `{"message": ${text}}`;
}

function environment(plan: Plan) {
  const plain = (key: string, value: string) => ({ key, value, type: 'default', enabled: true });
  return {
    id: uuidOf([...plan.digest].reverse().join('')),
    name: titleOf(plan),
    values: [
      { key: postmanVariables.orgApiKey, value: '', type: 'secret', enabled: true },
      plain(postmanVariables.organizationId, plan.organisationId ?? ''),
    ],
    _postman_variable_scope: 'environment',
  };
}

/** Account IDs only, each in quotes. Newman and Postman would round an ID that consists of digits [CODE]. */
function dataCsv(entries: readonly PlanEntry[]): string {
  return [postmanVariables.accountId, ...entries.map((entry) => `"${entry.accountId}"`), ''].join('\n');
}

function titleOf(plan: Plan): string {
  const users = plan.count === 1 ? '1 user' : `${whole(plan.count)} users`;
  return `Deactivate ${users} of ${plan.organisationName} (Lockstep plan ${plan.digest.slice(0, 8)})`;
}

/** A UUID made from a hash; the same text always gives the same one. */
function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
