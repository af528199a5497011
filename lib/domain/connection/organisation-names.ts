/** Names for two organisations beside each other. Pure. */

/** An organisation, or what a plan says of it. `id`: null if it is not known. */
interface Named {
  id: string | null;
  name: string;
}

/** Stands for an organisation that is not known. */
export const noKnownOrganisation: Named = { id: null, name: 'no known organisation' };

/** The names of two organisations that are not the same, with their IDs if the names do not tell them apart. */
export function tellApart(one: Named, other: Named): [one: string, other: string] {
  if (one.name !== other.name) return [one.name, other.name];
  const withId = ({ name, id }: Named) => (id === null ? name : `${name} (${id})`);
  return [withId(one), withId(other)];
}
