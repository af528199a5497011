import { describe, expect, it } from 'vitest';
import { compareCloudUrl, readPostmanEnvironment } from '#lib/domain/postman/environment';

const secret = 'ATCTT3-made-up-key-0001';

function file(values: unknown, more: object = {}): string {
  return JSON.stringify({ id: '1', name: 'Admin', values, _postman_variable_scope: 'environment', ...more });
}

function read(text: string) {
  const reading = readPostmanEnvironment(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.environment;
}

describe('a Postman environment', () => {
  it('gives the three values of the article', () => {
    const environment = read(
      file([
        { key: 'cloudUrl', value: 'https://api.atlassian.com', type: 'default', enabled: true },
        { key: 'orgApiKey', value: ` ${secret} `, type: 'secret', enabled: true },
        { key: 'organizationId', value: 'org-1', type: 'default', enabled: true },
      ]),
    );
    expect(environment).toEqual({
      name: 'Admin',
      cloudUrl: 'https://api.atlassian.com',
      orgApiKey: secret,
      organizationId: 'org-1',
      notes: [],
    });
  });

  it('is read as newman --export-environment writes it, with a byte order mark, and in British spelling', () => {
    const text = `\uFEFF${file([
      { type: 'any', key: 'orgapikey', value: secret },
      { type: 'any', key: 'organisationId', value: 'org-1' },
    ])}`;
    expect(read(text)).toMatchObject({
      orgApiKey: secret,
      organizationId: 'org-1',
      cloudUrl: null,
      notes: [],
    });
  });

  it.each([
    ['is missing', []],
    ['is empty', [{ key: 'orgApiKey', value: '', type: 'secret', enabled: true }]],
    ['is null', [{ key: 'orgApiKey', value: null, type: 'secret' }]],
    ['has no value at all', [{ key: 'orgApiKey', type: 'secret' }]],
  ])('says that Postman leaves secrets out where the key %s', (_, values) => {
    const environment = read(file([{ key: 'cloudUrl', value: 'https://api.atlassian.com' }, ...values]));
    expect(environment.orgApiKey).toBeNull();
    expect(environment.notes.join()).toContain('leaves secret values out');
  });

  it.each([
    ['switched off', [{ key: 'orgApiKey', value: secret, enabled: false }], 'switched off'],
    ['a reference to the vault', [{ key: 'orgApiKey', value: '{{vault:key}}' }], 'vault'],
    [
      'given twice and differently',
      [
        { key: 'orgApiKey', value: secret },
        { key: 'orgApiKey', value: `${secret}x` },
      ],
      'several',
    ],
  ])('takes no key that is %s, and says why without the key', (_, values, why) => {
    const environment = read(file(values));
    expect(environment.orgApiKey).toBeNull();
    expect(environment.notes).toHaveLength(1);
    expect(environment.notes[0]).toContain(why);
    expect(environment.notes.join()).not.toContain(secret);
  });

  it.each([
    ['not JSON', 'User id,email', 'not JSON'],
    ['a collection', JSON.stringify({ info: {}, item: [] }), 'collection'],
    ['results', JSON.stringify({ run: {} }), 'results'],
    ['something else', '[1]', 'not a Postman environment'],
    ['another environment', file([{ key: 'baseUrl', value: secret }]), 'none of the variables'],
  ])('is refused in plain words if it is %s', (_, text, said) => {
    const reading = readPostmanEnvironment(text);
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining(said) });
    expect(JSON.stringify(reading)).not.toContain(secret);
  });
});

describe('the address of an environment', () => {
  it('is the same with or without a slash at its end and in any case of the host', () => {
    expect(compareCloudUrl('HTTPS://API.atlassian.com/', 'https://api.atlassian.com').is).toBe('api');
    expect(compareCloudUrl('https://api.eu.example', 'https://api.atlassian.com').is).toBe('other');
  });

  it('is known as the one of a site, which the article has there', () => {
    const of = (cloudUrl: string) => compareCloudUrl(cloudUrl, 'https://api.atlassian.com');
    expect(of('https://example-org.atlassian.net/')).toEqual({
      is: 'site',
      shown: 'https://example-org.atlassian.net',
    });
    expect(of('https://example-org.atlassian.net.example.com').is).toBe('other');
    expect(of('http://example-org.atlassian.net').is).toBe('other');
  });

  it('is shown without secrets, and not at all if it is not an address', () => {
    const shown = compareCloudUrl('https://me:pass@example.com/x?token=1', 'https://api.atlassian.com').shown;
    expect(shown).toBe('https://example.com/x');
    expect(compareCloudUrl('api.atlassian.com', 'https://api.atlassian.com').shown).toBeNull();
  });
});
