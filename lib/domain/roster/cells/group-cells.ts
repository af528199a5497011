/**
 * Reads group cells of a file without group IDs. `Sales, EMEA` may be one group or two; other rows show which. If they
 * do not, both readings count for protection.
 */

/** Groups, and those by another reading of the same cells; absent if there is only one. */
interface Groups {
  groups: string[];
  groupsElse?: string[];
}

/** The names in a list that commas separate. */
export const listedIn = (text: string): string[] => text.split(',').flatMap((name) => name.trim() || []);

/** Collects the cells of a file, and reads them once all are known. */
export class GroupCells {
  /** Names that fill a cell. */
  private readonly alone = new Set<string>();
  private isOneARow = false;
  /** The first cell of which it is not known whether it is one group; null if there is none. */
  unknown: { cell: string; line: number } | null = null;

  /** Takes the cells of a row. */
  see(cells: readonly string[]): void {
    for (const cell of cells) if (!cell.includes(',')) this.alone.add(cell);
  }

  /** Records two rows of one user. If they name different groups, the file has a row for each group. */
  seeRows(first: readonly string[], next: readonly string[]): void {
    if (next.some((cell) => !first.includes(cell))) this.isOneARow = true;
  }

  /** The groups of a user whose rows have these cells, and the other reading of them. */
  read(cells: readonly string[], line: number): Groups {
    if (!cells.some((cell) => cell.includes(','))) return { groups: [...cells] };
    const groups = new Set<string>();
    const others = new Set<string>();
    for (const cell of cells) {
      const list = listedIn(cell);
      const isWhole = list.length < 2 || this.isWhole(cell, list, line);
      for (const name of isWhole ? [cell] : list) groups.add(name);
      for (const name of isWhole ? list : [cell]) others.add(name);
    }
    return { groups: [...groups], groupsElse: [...others].filter((name) => !groups.has(name)) };
  }

  /** Whether the cell is one group. Atlassian writes a list if there is one row per user [DOC]. */
  private isWhole(cell: string, list: readonly string[], line: number): boolean {
    const known = list.filter((name) => this.alone.has(name)).length;
    if (this.isOneARow && known === 0) return true;
    const isCertain = !this.isOneARow && known > 0;
    if (!isCertain) this.unknown ??= { cell, line };
    return false;
  }
}
