/** Collects rows into users: finds duplicates, merges groups, counts, and passes the users on in batches. */
import { type AccountId, accountIdIn, looksLikeAccountId } from '#lib/domain/account/account-id';
import type { CsvRow } from '#lib/domain/csv/reading';
import { DateColumns } from '#lib/domain/roster/cells/date-columns';
import { GroupCells } from '#lib/domain/roster/cells/group-cells';
import { Headings } from '#lib/domain/roster/cells/headings';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { type HeaderAgain, headerAgain } from '#lib/domain/roster/header-again';
import { HeaderFit } from '#lib/domain/roster/header-fit';
import { type Encounter, Identities } from '#lib/domain/roster/identities';
import { LaterDoubts } from '#lib/domain/roster/later-doubts';
import { MergedUser } from '#lib/domain/roster/merge';
import {
  type ProblemCode,
  problemCodes,
  type RosterError,
  type RosterSummary,
  type RosterUser,
  type RowProblem,
} from '#lib/domain/roster/roster';
import { readRow, type UserDraft } from '#lib/domain/roster/row';
import { isGarbled } from '#lib/domain/text/odd-characters';
import { beginningNoun, type PlaceNoun } from '#lib/domain/text/place';
import { recordOf } from '#lib/domain/text/record-of';
import { whole } from '#lib/domain/text/whole';

/** Users that are passed on at once: storing them takes some milliseconds. */
const batchUsers = 200;
/** Maximum number of notes about a file that are listed; the others are counted. */
const mostFileProblems = 100;

/** A # at the beginning of a line. */
const beginsComment = /^\s*#/;

/** Blocks the row before or after a fragment, since it may be the rest of the same row. */
function doubtBeside(draft: UserDraft, line: number, noun: PlaceNoun): void {
  draft.accountId = null;
  draft.problems.push({
    code: 'beside-fragment',
    message: `${beginningNoun(noun)} ${line} beside this row is only a piece of a row, and may belong to this one. Correct both.`,
    line: draft.line,
    blocks: true,
  });
}

/** Builds the users of one file. */
export class RosterBuilder {
  rows = 0;
  /** Number of physical lines of the rows, and of the comments between them. */
  rowLines = 0;
  commentLines = 0;
  private firstComment: number | null = null;
  private waiting: { draft: UserDraft; isFragment: boolean } | null = null;
  private readonly fit: HeaderFit;
  private users = 0;
  private batch: RosterUser[] = [];
  private readonly merged: MergedUser[] = [];
  private readonly identities = new Identities();
  private readonly counts = recordOf<ProblemCode, number>(problemCodes, () => 0);
  private readonly contested = new Set<number>();
  private readonly doubts: LaterDoubts;
  private readonly dates: DateColumns;
  private readonly groups = new GroupCells();
  private readonly headings: Headings;
  private readonly fileProblems: RosterSummary['fileProblems'];
  private unlisted = 0;
  private hasGarbled = false;

  constructor(
    private readonly plan: ReadingPlan,
    private readonly sink: (batch: RosterUser[]) => void,
  ) {
    this.fileProblems = [...plan.problems];
    this.fit = new HeaderFit(plan.columns.length);
    this.dates = new DateColumns(plan);
    this.doubts = new LaterDoubts(plan);
    this.headings = new Headings(plan.noun);
  }

  /** Takes the names of the file and the sheet, if there are any, and the rows above the header, which are skipped. */
  beginBelow({ file, sheet }: { file: string | null; sheet: string | null }, above: readonly CsvRow[]): void {
    if (file !== null) this.headings.takeName('file', file);
    if (sheet !== null) this.headings.takeName('sheet', sheet);
    for (const { cells, line } of above) this.headings.takeAside(cells, line);
  }

  /** Adds the next row that is not blank, with the problems that are already known. */
  add(row: CsvRow, known: readonly RowProblem[] = []): void {
    if (known.length === 0 && this.isComment(row)) return;
    const { draft, isFragment } = readRow(row, this.plan);
    this.dates.see(row);
    if (this.plan.pivoted) this.groups.see(draft.groups);
    if (known.length === 0) this.seeHeading(row, draft);
    draft.problems.push(
      ...known.filter((problem) => draft.problems.every(({ code }) => code !== problem.code)),
    );
    this.noteGarbled(draft);
    this.rows += 1;
    this.rowLines += row.lastLine - row.line + 1;
    this.fit.see(row);
    // A row is passed on when the next one is known, since a fragment makes both its neighbours doubtful.
    const before = this.waiting;
    this.waiting = { draft, isFragment };
    if (before === null) return;
    if (isFragment && !before.isFragment) doubtBeside(before.draft, draft.line, this.plan.noun);
    if (before.isFragment && !isFragment) doubtBeside(draft, before.draft.line, this.plan.noun);
    this.settle(before.draft);
  }

  private seeHeading({ cells, line }: CsvRow, draft: UserDraft): void {
    if (draft.accountId === null) this.headings.take(cells, line);
    const message = this.headings.remark();
    if (message === null || draft.problems.some(({ code }) => code === 'meant-to-stay')) return;
    draft.problems.push({ code: 'meant-to-stay', message, line, blocks: false });
  }

  /**
   * Adds one note for the file if letters were damaged before it was written: a rule by name or group may miss such a
   * user.
   */
  private noteGarbled({ name, groups, line }: UserDraft): void {
    if (this.hasGarbled) return;
    const text = [name, ...groups].find(isGarbled);
    if (text === undefined) return;
    this.hasGarbled = true;
    const message = `Accented letters seem to be damaged, for instance in “${text.slice(0, 80)}”: a program read them in the wrong encoding before it wrote this file. Account IDs are not affected, but a protection rule by name or group may miss such a user. Export again, and upload the file as it is.`;
    this.note(line, message);
  }

  /** The reason why the header does not fit the rows; null if it does. Called after the last row. */
  misfit(headerLine: number): RosterError | null {
    return this.fit.error(headerLine);
  }

  /** Whether a row is a comment: a line that begins with a #. No user is read from it. */
  private isComment(row: CsvRow): boolean {
    const [first = ''] = row.cells;
    if (!beginsComment.test(first)) return false;
    // A row with its account ID in place may be a user whose name begins with a #: `readRow` has a remark on it.
    if (this.plan.id > 0 && accountIdIn((row.cells[this.plan.id] ?? '').trim()) !== null) return false;
    this.headings.takeAside(row.cells, row.line);
    this.firstComment ??= row.line;
    this.commentLines += row.lastLine - row.line + 1;
    return true;
  }

  /** Whether a row is another header, and of which columns. */
  headerAgain({ cells }: CsvRow): HeaderAgain | null {
    const { header, id, email } = this.plan;
    return headerAgain(cells, header, cells[id < 0 ? email : id] ?? '');
  }

  /**
   * The problem of a row with an account ID in a file that is read as a list of addresses. The ID is ignored, but the
   * address may belong to somebody else by now. Null if the row has none.
   */
  unreadId({ cells, line }: CsvRow): RowProblem | null {
    const { kind, columns, email } = this.plan;
    if (kind !== 'email-list') return null;
    const at = cells.findIndex((cell, place) => place !== email && looksLikeAccountId(cell));
    if (at < 0) return null;
    const message = `The column “${columns[at]?.header ?? at + 1}” has an account ID here, which is not read. Read the file with other columns, and say what that column is.`;
    return { code: 'unread-account-id', message, line, blocks: true };
  }

  /** Adds a note about the file as a whole. */
  note(line: number, message: string): void {
    if (this.fileProblems.length < mostFileProblems - 1) this.fileProblems.push({ line, message });
    else this.unlisted += 1;
  }

  /** Passes on the remaining users and returns the summary. */
  end(file: Pick<RosterSummary, 'encoding' | 'blankLines' | 'headerLine' | 'firstRows'>): RosterSummary {
    if (this.waiting) this.settle(this.waiting.draft);
    this.waiting = null;
    if (this.firstComment !== null) {
      const count = whole(this.commentLines);
      const message =
        this.commentLines === 1
          ? `This ${this.plan.noun} begins with # and was read as a comment: nobody is read from it.`
          : `${count} ${this.plan.noun}s begin with # and were read as comments: nobody is read from them. This is the first.`;
      this.note(this.firstComment, message);
    }
    for (const user of this.merged) this.emit(this.withGroups(user.user()));
    this.noteGroups();
    if (this.batch.length > 0) this.sink(this.batch);
    this.batch = [];
    if (this.unlisted > 0) {
      this.fileProblems.push({
        line: 1,
        message: `Not listed: ${whole(this.unlisted)} more of these.`,
      });
    }
    const { kind, columns, delimiter } = this.plan;
    return {
      kind,
      columns,
      delimiter,
      ...file,
      rows: this.rows,
      commentLines: this.commentLines,
      users: this.users,
      problems: this.counts,
      fileProblems: this.fileProblems,
      contested: [...this.contested],
      ...this.dates.found(),
      ...this.doubts.found(this.fit.missing()),
    };
  }

  private settle(draft: UserDraft): void {
    if (draft.accountId === null) this.keep(draft);
    else this.identified(draft, draft.accountId);
  }

  private identified(draft: UserDraft, id: AccountId): void {
    const position = this.plan.pivoted ? this.merged.length : this.users;
    const { earlier } = this.identities.meet(id, position, draft);
    if (earlier === null) this.doubts.see(draft, id, position);
    // Without group IDs, rows that name different people stay apart: a rule may protect one of them.
    const isMerged = this.plan.pivoted && (this.plan.groupId >= 0 || earlier?.samePerson);
    if (earlier?.sameSpelling && isMerged) {
      this.merged[earlier.position]?.add(draft, this.groups);
      return;
    }
    if (earlier) this.duplicate(draft, earlier);
    this.keep(draft);
  }

  private keep(draft: UserDraft): void {
    if (this.plan.pivoted) this.merged.push(new MergedUser(draft, this.plan));
    else this.emit(draft);
  }

  /** The user with their groups. Without group IDs, the cells can be split only after the whole file was read. */
  private withGroups(draft: UserDraft): UserDraft {
    return this.plan.groupId >= 0 ? draft : Object.assign(draft, this.groups.read(draft.groups, draft.line));
  }

  private noteGroups(): void {
    const { unknown } = this.groups;
    if (unknown === null) return;
    const message = `“${unknown.cell.slice(0, 80)}” may be one group or several: the file has no group IDs. Cells of this kind are shown as several groups, and both readings count for protection.`;
    this.note(unknown.line, message);
  }

  /** The first row was already passed on. If the two rows name different people, neither can be trusted. */
  private duplicate(draft: UserDraft, first: NonNullable<Encounter['earlier']>): void {
    const { noun } = this.plan;
    const spelt = first.sameSpelling ? '' : ', in upper or lower case';
    const again = `The account ID of this row is already on ${noun} ${first.line}${spelt}`;
    const message = !first.samePerson
      ? `${again}, where it belongs to somebody else, so it is not certain who is meant. Correct the file.`
      : first.sameStatus
        ? `${again}. Only the first counts. You need to do nothing.`
        : `${again} with another status, so it is not certain which counts. Correct the file.`;
    const code = first.sameSpelling ? 'duplicate' : 'case-variant';
    draft.problems.push({ code, message, line: draft.line, blocks: true });
    if (first.samePerson && first.sameStatus) return;
    this.contested.add(first.position);
    const what = first.samePerson ? 'one account different statuses' : 'one account ID to different people';
    this.note(first.line, `${beginningNoun(noun)}s ${first.line} and ${draft.line} give ${what}.`);
  }

  private emit(draft: UserDraft): void {
    if (draft.problems.length > 0) {
      for (const code of new Set(draft.problems.map((problem) => problem.code))) this.counts[code] += 1;
    }
    // The draft has no other owner, so it becomes the user without a copy.
    this.batch.push(Object.assign(draft, { position: this.users }));
    this.users += 1;
    if (this.batch.length < batchUsers) return;
    this.sink(this.batch);
    this.batch = [];
  }
}
