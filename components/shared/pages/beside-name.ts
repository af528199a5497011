/**
 * The columns of a plain table, with the control directly after the name: in a narrow or enlarged window that is
 * scrolled to the control, the name is still visible. If one of the two columns is missing, the order is unchanged.
 */
export function besideName<Column extends { id: string }>(
  columns: readonly Column[],
  { name, control }: { name: string; control: string },
): Column[] {
  const moved = columns.find(({ id }) => id === control);
  if (!moved || !columns.some(({ id }) => id === name)) return [...columns];
  return columns
    .filter(({ id }) => id !== control)
    .flatMap((each) => (each.id === name ? [each, moved] : [each]));
}
