import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type PostmanPlan, postmanFile, postmanFileName } from '#lib/domain/postman/export';

const accountIds = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_|:-]{1,128}$/), {
  minLength: 1,
  maxLength: 20,
});

function sealed(ids: readonly string[], message: string | null = null): PostmanPlan {
  return {
    plan: {
      id: 'p',
      rosterId: null,
      rosterName: 'users.csv',
      organisationId: 'org-1',
      organisationName: 'Example Org',
      message,
      count: ids.length,
      digest: '0123456789abcdef'.repeat(4),
      createdAt: 0,
    },
    entries: ids.map((accountId, position) => ({
      position,
      accountId,
      name: 'Ada',
      email: 'ada@example.com',
    })),
    apiUrl: 'https://api.atlassian.com',
  };
}

const request = (message: string | null = null) =>
  JSON.parse(postmanFile('collection.json', sealed(['a'], message))).item[0].request;

describe('a plan written for Postman', () => {
  it('makes the one call of the article: bearer, POST, JSON', () => {
    expect(request()).toMatchObject({
      method: 'POST',
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{orgApiKey}}' }] },
      header: [{ key: 'Content-Type', value: 'application/json' }],
      url: {
        raw: 'https://api.atlassian.com/users/{{accountId}}/manage/lifecycle/disable',
        protocol: 'https',
        host: ['api', 'atlassian', 'com'],
        path: ['users', '{{accountId}}', 'manage', 'lifecycle', 'disable'],
      },
      body: { raw: '{}' },
    });
  });

  it('goes to the API it is given, with port and path, and to no address that a variable says', () => {
    const apiUrl = 'http://127.0.0.1:4100/demo';
    const text = postmanFile('collection.json', { ...sealed(['a']), apiUrl });
    expect(text).not.toContain('cloudUrl');
    expect(JSON.parse(text).item[0].request.url).toEqual({
      raw: 'http://127.0.0.1:4100/demo/users/{{accountId}}/manage/lifecycle/disable',
      protocol: 'http',
      host: ['127', '0', '0', '1'],
      port: '4100',
      path: ['demo', 'users', '{{accountId}}', 'manage', 'lifecycle', 'disable'],
    });
  });

  it('has neither a key nor an address in its environment', () => {
    const { values } = JSON.parse(postmanFile('environment.json', sealed(['a'])));
    expect(values.map(({ key, value }: { key: string; value: string }) => [key, value])).toEqual([
      ['orgApiKey', ''],
      ['organizationId', 'org-1'],
    ]);
  });

  it('sends any message unchanged, and lets Postman insert no variable', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant('Bye {{orgApiKey}} "x"\n')), (message) => {
        const { raw } = request(message).body;
        expect(raw.slice(1)).not.toContain('{');
        expect(JSON.parse(raw)).toEqual({ message });
      }),
    );
  });

  it('lists exactly the accounts of the plan, in order, each in quotes: nothing is made a number of', () => {
    fc.assert(
      fc.property(accountIds, (ids) => {
        const text = postmanFile('users.csv', sealed(ids));
        const { data } = Papa.parse<{ accountId: string }>(text, { header: true, skipEmptyLines: true });
        expect(data.map((row) => row.accountId)).toEqual(ids);
        expect(
          text
            .trim()
            .split('\n')
            .slice(1)
            .every((line) => /^".*"$/.test(line)),
        ).toBe(true);
      }),
    );
  });

  it('names nobody but by account ID', () => {
    const all = (['collection.json', 'environment.json', 'users.csv'] as const)
      .map((file) => postmanFile(file, sealed(['a', 'b'])))
      .join();
    expect(all).not.toMatch(/Ada|ada@/);
  });

  it('gives its files names that Postman knows', () => {
    const { plan } = sealed(['a']);
    expect(postmanFileName('collection.json', plan)).toBe('lockstep-plan-01234567.postman_collection.json');
    expect(postmanFileName('users.csv', plan)).toBe('lockstep-plan-01234567.users.csv');
  });
});
