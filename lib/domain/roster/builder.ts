/** Collects rows into users: finds duplicates, merges groups, counts, and passes the users on in batches. */
import { type AccountId, looksLikeAccountId } from '#lib/domain/account/account-id';
import type { CsvRow } from '#lib/domain/csv/reading';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { type HeaderAgain, headerAgain } from '#lib/domain/roster/header-again';
import { type Encounter, Identities } from '#lib/domain/roster/identities';
import { MergedUser } from '#lib/domain/roster/merge';
import {
  type ProblemCode,
  problemCodes,
  type RosterSummary,
  type RosterUser,
  type RowProblem,
} from '#lib/domain/roster/roster';
import { readRow, type UserDraft } from '#lib/domain/roster/row';

const batchUsers = 1000;
const mostFileProblems = 100;

/** Builds the users of one file. */
export class RosterBuilder {
  rows = 0;
  private users = 0;
  private batch: RosterUser[] = [];
  private readonly merged: MergedUser[] = [];
  private readonly identities = new Identities();
  private readonly counts = Object.fromEntries(problemCodes.map((code) => [code, 0])) as Record<
    ProblemCode,
    number
  >;
  private readonly contested = new Set<number>();
  private readonly fileProblems: RosterSummary['fileProblems'];
  private unlisted = 0;

  constructor(
    private readonly plan: ReadingPlan,
    private readonly sink: (batch: RosterUser[]) => void,
  ) {
    this.fileProblems = [...plan.problems];
  }

  /** Adds the next row that is not blank, with what is already known to be wrong with it. */
  add(row: CsvRow, known: readonly RowProblem[] = []): void {
    const draft = readRow(row, this.plan);
    draft.problems.push(
      ...known.filter((problem) => draft.problems.every(({ code }) => code !== problem.code)),
    );
    this.rows += 1;
    if (draft.accountId === null) this.keep(draft);
    else this.identified(draft, draft.accountId);
  }

  /** Whether a row is a header once more, and of which columns. */
  headerAgain({ cells }: CsvRow): HeaderAgain | null {
    const { header, id, email } = this.plan;
    return headerAgain(cells, header, cells[id < 0 ? email : id] ?? '');
  }

  /**
   * The problem of a row with an account ID that is not read, since the file is a list of addresses: the address may
   * belong to somebody else by now. Null if it has none.
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
    for (const user of this.merged) this.emit(user.user());
    if (this.batch.length > 0) this.sink(this.batch);
    this.batch = [];
    if (this.unlisted > 0) {
      this.fileProblems.push({
        line: 1,
        message: `And ${this.unlisted.toLocaleString('en')} more of the kind.`,
      });
    }
    const { kind, columns, delimiter } = this.plan;
    return {
      kind,
      columns,
      delimiter,
      ...file,
      rows: this.rows,
      users: this.users,
      problems: this.counts,
      fileProblems: this.fileProblems,
      contested: [...this.contested],
    };
  }

  private identified(draft: UserDraft, id: AccountId): void {
    const position = this.plan.pivoted ? this.merged.length : this.users;
    const { earlier } = this.identities.meet(id, position, draft.line, draft.name, draft.email);
    if (earlier?.sameSpelling && this.plan.pivoted) {
      this.merged[earlier.position]?.add(draft);
      return;
    }
    if (earlier) this.duplicate(draft, earlier);
    this.keep(draft);
  }

  private keep(draft: UserDraft): void {
    if (this.plan.pivoted) this.merged.push(new MergedUser(draft, this.plan));
    else this.emit(draft);
  }

  /** The first row was already passed on. If the two rows name different people, neither can be trusted. */
  private duplicate(draft: UserDraft, first: NonNullable<Encounter['earlier']>): void {
    const spelt = first.sameSpelling ? '' : ', in upper or lower case';
    const again = `The account ID of this row is already on line ${first.line}${spelt}`;
    const message = first.samePerson
      ? `${again}. Only the first counts; nothing is to be done.`
      : `${again}, where it belongs to somebody else, so it is not certain who is meant. Correct the file.`;
    const code = first.sameSpelling ? 'duplicate' : 'case-variant';
    draft.problems.push({ code, message, line: draft.line, blocks: true });
    if (first.samePerson) return;
    this.contested.add(first.position);
    this.note(first.line, `Lines ${first.line} and ${draft.line} give one account ID to different people.`);
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
