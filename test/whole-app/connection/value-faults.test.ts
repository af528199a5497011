/** Tests an invalid key or organisation ID: every entry point refuses it in the same way, and nothing is sent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardRequest } from '#lib/adapters/atlassian/call/request-guard';
import { readConfig } from '#lib/config';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { apiKeyFault, longestApiKey } from '#lib/domain/connection/api-key';
import { organisationIdFault } from '#lib/domain/connection/organisation-id';
import { readPostmanEnvironment } from '#lib/domain/postman/environment';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { temporaryFolder } from '#test/temporary-folder';

const key = 'ATCTT3xFfGN0made_Up-0123456789=ABCDEF01';

const keys: readonly (readonly [string, string, RegExp | null])[] = [
  ['as it is', key, null],
  ['of the greatest length', 'x'.repeat(longestApiKey), null],
  ['of one character more', 'x'.repeat(longestApiKey + 1), /more than 4,096 characters/],
  ['of 5,000 characters', 'x'.repeat(5_000), /more than 4,096 characters/],
  ['cut short', 'ATCTT3x', /too short/],
  ['with Bearer', `Bearer ${key}`, /“Bearer”/],
  ['with the whole header', `Authorization: Bearer ${key}`, /“Bearer”/],
  ['in quotes', `"${key}"`, /quotation marks/],
  ['in single quotes', `'${key}'`, /quotation marks/],
  ['in curly quotes', `\u201c${key}\u201d`, /quotation marks/],
  ['with one quote left', `${key}"`, /quotation marks/],
  ['with its name in Postman', `orgApiKey=${key}`, /name of a variable/],
  ['with its name in the environment', `ATLASSIAN_ORG_API_KEY=${key}`, /name of a variable/],
  ['as a shell sets it', `export ATLASSIAN_ORG_API_KEY='${key}'`, /name of a variable/],
  ['as PowerShell sets it', `$env:ATLASSIAN_ORG_API_KEY = "${key}"`, /name of a variable/],
  ['as a header', `x-api-key: ${key}`, /name of a variable/],
  ['with a name of its own', `org-secret=${key}`, /name of a variable/],
  ['as JSON has it', `"orgApiKey": "${key}"`, /name of a variable/],
  ['with an e-mail address', `user@example.com:${key}`, /e-mail address/],
  ['with an invisible character', `${key}\u200b`, /character that no API key has/],
  ['with a blank in it', `${key.slice(0, 9)} ${key.slice(9)}`, /blank/],
];

const ids: readonly (readonly [string, string, RegExp | null])[] = [
  ['as Atlassian shows it', '9a4cc5ee-7d9f-4a1e-8a0b-2f6b6b1c0d11', null],
  ['with an underscore', 'org_1', null],
  ['of the greatest length', 'a'.repeat(128), null],
  ['of one character more', 'a'.repeat(129), /more than 128 characters/],
  ['with its address', 'https://admin.atlassian.com/o/9a4cc5ee/overview', /other characters/],
  ['in quotes', '"9a4cc5ee"', /other characters/],
  ['with a path', 'a/../b', /other characters/],
];

let organisation: DemoOrganisation;
let app: App;
const folder = temporaryFolder('lockstep-values-');

beforeEach(async () => {
  organisation = await startDemoOrganisation({ people: 30 });
  folder.make();
  const { url: apiUrl } = organisation;
  const config = { dataDir: folder.path, apiUrl, apiKey: undefined, organisationId: undefined };
  app = await composedApp(config);
});
afterEach(async () => {
  await app.close();
  await organisation.close();
  folder.remove();
});

function inEnvironment(variables: Record<string, string>): string | null {
  const read = readConfig(variables, 'linux', '/home/ada');
  return read.ok ? null : read.problems.map(({ message, hint }) => `${message} ${hint}`).join();
}

function inPostman(variable: string, value: string): string | null {
  const read = readPostmanEnvironment(JSON.stringify({ values: [{ key: variable, value }] }));
  if (!read.ok) throw new Error(read.message);
  const { orgApiKey, organizationId, notes } = read.environment;
  const taken = variable === 'orgApiKey' ? orgApiKey : organizationId;
  return taken === value ? null : notes.join();
}

function atTheLastLook(text: string): string | null {
  const base = { origin: 'https://api.example.com', hostname: 'api.example.com' };
  const options = { base, key: text, userAgent: 'Lockstep/1', mayWrite: () => null };
  const guarded = guardRequest({ operation: 'organisations', cursor: null }, options);
  return guarded.pass ? null : guarded.fault.message;
}

/** The page's message; null if the text was sent to the organisation, whatever the answer was. */
async function whenTyped(text: string, id?: string): Promise<string | null> {
  const said = await app.engine.connections.connectTyped(text, id);
  if (organisation.ledger().length > 0) return null;
  return said.ok ? 'connected without a call' : said.error.message;
}

describe('a key', () => {
  it.each(keys)('%s is judged alike by all who take one', async (_, text, fault) => {
    const judged = [
      inEnvironment({ ATLASSIAN_ORG_API_KEY: text }),
      inPostman('orgApiKey', text),
      atTheLastLook(text),
      await whenTyped(text),
    ];
    for (const said of judged) {
      if (fault === null) expect(said).toBeNull();
      else expect(said).toMatch(fault);
      expect(said ?? '').not.toContain(key);
    }
    expect(apiKeyFault(text) === null).toBe(fault === null);
  });

  it('may have blanks and a line break around it', async () => {
    expect(inEnvironment({ ATLASSIAN_ORG_API_KEY: ` ${key}\r\n` })).toBeNull();
    expect(await whenTyped(` ${key}\r\n`)).toBeNull();
  });
});

describe('an organisation ID', () => {
  it.each(ids)('%s is judged alike by all who take one', async (_, text, fault) => {
    const judged = [
      inEnvironment({ ATLASSIAN_ORG_ID: text }),
      inPostman('organizationId', text),
      await whenTyped(organisation.apiKey, text),
    ];
    for (const said of judged) {
      if (fault === null) expect(said).toBeNull();
      else expect(said).toMatch(fault);
    }
    expect(organisationIdFault(text) === null).toBe(fault === null);
  });
});
