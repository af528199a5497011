import { expect, it } from 'vitest';
import { organisationLabel } from '#components/upload/organisation-label.ts';

it('says that an upload is of another organisation than the connected one, if both are known', () => {
  const example = { id: 'a', name: 'Example Org' };
  expect(organisationLabel(example, 'a')).toBe('Example Org');
  expect(organisationLabel(example, 'b')).toBe('Example Org, not connected now');
  expect(organisationLabel(example, null)).toBe('Example Org');
  expect(organisationLabel({ ...example, id: null }, 'b')).toBe('Example Org');
  expect(organisationLabel(null, 'b')).toBe('organisation not known');
});
