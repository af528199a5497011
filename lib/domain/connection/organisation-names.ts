/** Names for two organisations beside each other. Pure. */

/** An organisation, as the connection or a plan names it. `id` is null if it is not known. */
interface Named {
  id: string | null;
  name: string;
}

/** Placeholder for an unknown organisation. */
export const noKnownOrganisation: Named = { id: null, name: 'no known organisation' };

/** The names of two organisations that are not the same, with their IDs if the names do not tell them apart. */
export function tellApart(one: Named, other: Named): [one: string, other: string] {
  if (one.name !== other.name) return [one.name, other.name];
  const withId = ({ name, id }: Named) => (id === null ? name : `${name} (${id})`);
  return [withId(one), withId(other)];
}
