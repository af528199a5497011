/** Merges the rows of one user in an export that has one row per user and group. */
import { addressOf } from '#lib/domain/account/email-address';
import { laterDate } from '#lib/domain/roster/cells/date-order';
import type { GroupCells } from '#lib/domain/roster/cells/group-cells';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import type { UserDraft } from '#lib/domain/roster/row';
import { beginningNoun } from '#lib/domain/text/place';

/** One user while its rows are being read. */
export class MergedUser {
  private readonly groups: Set<string>;
  /** The differing values of each column, in the order of the file. */
  private readonly variants = new Map<number, Set<string>>();

  constructor(
    private readonly first: UserDraft,
    private readonly plan: ReadingPlan,
  ) {
    this.groups = new Set(first.groups);
  }

  /** Merges another row of the same account ID. A contradiction becomes a problem. */
  add(next: UserDraft, cells: GroupCells): void {
    const { first } = this;
    cells.seeRows(first.groups, next.groups);
    this.contradict('name', first.name, next.name, next.line);
    this.contradict('e-mail address', addressOf(first.email), addressOf(next.email), next.line);
    this.contradict('status', first.statusText.toLowerCase(), next.statusText.toLowerCase(), next.line);
    for (const group of next.groups) this.groups.add(group);
    first.organisationAdmin ||= next.organisationAdmin;
    if (!includesText(first.orgRole, next.orgRole)) first.orgRole = joined([first.orgRole, next.orgRole]);
    Object.assign(first, latestOf(first, next));
    for (const problem of next.problems) {
      const known = first.problems.some(
        ({ code, blocks }) => code === problem.code && blocks === problem.blocks,
      );
      if (!known) first.problems.push(problem);
    }
    next.cells.forEach((cell, at) => {
      this.unite(at, first.cells[at] ?? '', cell);
    });
  }

  /** The user with the values of all its rows. */
  user(): UserDraft {
    const cells = this.first.cells.map((cell, at) => {
      const variants = this.variants.get(at);
      return variants === undefined ? cell : joined([...variants]);
    });
    return { ...this.first, groups: [...this.groups], cells };
  }

  /** Name, address, status and ID keep the value of the first row: a difference is a problem, not a list of values. */
  private unite(at: number, first: string, cell: string): void {
    const { id, name, email, status } = this.plan;
    if (cell === first || at === id || at === name || at === email || at === status) return;
    const variants = this.variants.get(at) ?? new Set([first]);
    variants.add(cell);
    this.variants.set(at, variants);
  }

  private contradict(what: string, first: string, next: string, line: number): void {
    const { problems } = this.first;
    if (first === next || problems.some(({ code }) => code === 'contradiction')) return;
    problems.push({
      code: 'contradiction',
      message: `${beginningNoun(this.plan.noun)} ${line} has the same account ID as ${this.plan.noun} ${this.first.line}, but another ${what}: “${clip(next)}”, not “${clip(first)}”. It is not certain who is meant. Correct the file.`,
      line,
      blocks: true,
    });
  }
}

const clip = (text: string): string => text.slice(0, 80);
const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(', ');
const includesText = (list: string, text: string): boolean =>
  text === '' || list.split(', ').includes(text) || list === text;

/**
 * The time when the user of both rows was last seen. An unclear date in any row makes the latest one unknown. A row
 * without a date changes nothing.
 */
function latestOf(first: UserDraft, next: UserDraft): Pick<UserDraft, 'lastSeen' | 'eitherDates'> {
  const unclear = ({ problems }: UserDraft): boolean => problems.some(({ code }) => code === 'unclear-date');
  if (unclear(first) || unclear(next)) return { lastSeen: undefined, eitherDates: undefined };
  const beside = laterDate(certainOf(first), certainOf(next));
  const dates = [...(first.eitherDates?.dates ?? []), ...(next.eitherDates?.dates ?? [])];
  if (dates.length === 0) return { lastSeen: beside };
  const different = new Map(dates.map((date) => [`${date.column} ${date.dayFirst}`, date]));
  return { lastSeen: undefined, eitherDates: { dates: [...different.values()], beside } };
}

const certainOf = ({ lastSeen, eitherDates }: UserDraft): UserDraft['lastSeen'] =>
  eitherDates ? eitherDates.beside : lastSeen;
