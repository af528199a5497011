import { expect, it } from 'vitest';

const { wordsOnIgnored }: { wordsOnIgnored(environment: Record<string, string | undefined>): string[] } =
  await import(new URL('./develop.mjs', import.meta.url).href);

it('says which variables development mode ignores, and never what they are', () => {
  const key = 'ATCTT3xFfGN0-secret';
  const words = wordsOnIgnored({
    ATLASSIAN_ORG_API_KEY: key,
    LOCKSTEP_DATA_DIR: '/home/ada/real',
    PORT: '1',
  });
  expect(words).toEqual([
    expect.stringMatching(/^ATLASSIAN_ORG_API_KEY is ignored in development: /),
    expect.stringMatching(/^LOCKSTEP_DATA_DIR is ignored in development: /),
  ]);
  expect(words.join()).not.toMatch(/secret|ada/);
});

it('says nothing of what is not set', () => {
  expect(wordsOnIgnored({ ATLASSIAN_ORG_API_KEY: '', ATLASSIAN_ORG_ID: undefined })).toEqual([]);
});
