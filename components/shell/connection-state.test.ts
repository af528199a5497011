import { expect, it } from 'vitest';
import { connectionState } from '#components/shell/connection-state.ts';
import type { Connection } from '#lib/domain/connection/connection';

const organisation = { id: 'o-1', name: 'Example Org' };
const connected: Extract<Connection, { state: 'connected' }> = {
  state: 'connected',
  source: 'typed',
  typedKeyUrl: 'https://api.atlassian.com',
  apiUrl: 'https://api.atlassian.com',
  keyTail: '4f2a',
  organisation,
  organisations: [organisation],
  expiresOn: null,
  keychain: 'none',
  check: { state: 'accepted', at: 0 },
};

it('names the organisation and the end of its key', () => {
  expect(connectionState(connected)).toMatchObject({
    name: 'Example Org',
    key: 'key ends 4f2a',
    light: 'ok',
  });
});

it('never lets the demo organisation pass for a real one', () => {
  expect(connectionState({ ...connected, source: 'demo' })).toMatchObject({
    name: 'Demo organisation',
    key: null,
  });
});

it('shows a refused key as wrong, even where the demo organisation refused it', () => {
  const check = { state: 'refused', at: 0, message: 'No.', hint: 'Type another.', detail: null } as const;
  for (const source of ['typed', 'environment', 'demo'] as const) {
    expect(connectionState({ ...connected, source, check })).toMatchObject({
      key: 'key refused',
      light: 'wrong',
    });
  }
});

it('does not call an unchecked key connected', () => {
  const check = { state: 'unchecked', at: 0, message: 'No answer.', hint: '' } as const;
  expect(connectionState({ ...connected, check })).toMatchObject({ light: 'unsure', meaning: null });
});

it('says that what the key may do is not known, also where the organisation is not', () => {
  const check = { state: 'unknown', at: 0, message: 'Not known.', hint: 'It shows.' } as const;
  const said = { key: 'what the key may do is not known', light: 'unsure' };
  expect(connectionState({ ...connected, check })).toMatchObject({ ...said, name: 'Example Org' });
  expect(connectionState({ ...connected, organisation: null, organisations: [], check })).toMatchObject({
    ...said,
    name: 'Organisation not known',
  });
});

it('asks for an organisation where several are to choose from', () => {
  const organisations = [organisation, { id: 'o-2', name: 'Example Org Sandbox' }];
  const check = { state: 'unchecked', at: 0, message: 'Several.', hint: 'Choose.' } as const;
  const state = connectionState({ ...connected, organisation: null, organisations, check });
  expect(state).toMatchObject({ name: 'Choose an organisation', light: 'unsure' });
});

it('says so where there is no connection', () => {
  expect(
    connectionState({ state: 'none', typedKeyUrl: 'https://api.atlassian.com', keychain: 'none' }),
  ).toMatchObject({
    name: 'Not connected',
    light: 'none',
  });
});
