/**
 * The columns of a plain table, with its control right behind the name: a narrow or enlarged window that scrolls to the
 * control still shows whose it is. Unchanged without one of the two.
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
