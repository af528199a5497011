import type { Roster } from '#lib/contract/roster';

/**
 * The organisation of an upload, and whether it is another one than that of `connectedId`, where both are known. Two
 * organisations can have one name.
 */
export function organisationLabel(organisation: Roster['organisation'], connectedId: string | null): string {
  const name = organisation?.name || 'organisation not known';
  const id = organisation?.id ?? null;
  return id === null || connectedId === null || id === connectedId ? name : `${name}, not connected now`;
}
