/** Finds headings in a file, such as “Do not deactivate:”, which apply to the rows below them. */
import { headingIn, headsThoseWhoStay } from '#lib/domain/roster/cells/staying-words';
import type { PlaceNoun } from '#lib/domain/text/place';

/** Watches the headings of one file, in its order. */
export class Headings {
  /** The heading by which the users below it may be meant to stay, and where it is. */
  private staying: { text: string; where: string } | null = null;

  constructor(private readonly noun: PlaceNoun) {}

  /** Takes a row above the header, or a comment. If it is no heading, the heading before it still applies. */
  takeAside(cells: readonly string[], line: number): void {
    const text = headingIn([cells.join(' ').replace(/^\s*#+/, '')]);
    if (text !== null && headsThoseWhoStay(text)) this.note(text, line);
  }

  /** Takes a row without an account ID. A new heading replaces the one before. */
  take(cells: readonly string[], line: number): void {
    const text = headingIn(cells);
    if (text === null) return;
    if (headsThoseWhoStay(text)) this.note(text, line);
    else this.staying = null;
  }

  /** Takes the name of the file or of the sheet, which applies to all users. */
  takeName(of: 'file' | 'sheet', name: string): void {
    const words = name.replace(/\.[A-Za-z]{2,4}$/, '').replaceAll(/[\s_-]+/g, ' ');
    if (headsThoseWhoStay(words)) this.staying = { text: name, where: `the name of the ${of}` };
  }

  /** The message about a user below such a heading; null if there is none. */
  remark(): string | null {
    if (this.staying === null) return null;
    const { text, where } = this.staying;
    return `“${text.slice(0, 80)}”, ${where}, may mean that this user stays. Check this before you select the user.`;
  }

  private note(text: string, line: number): void {
    this.staying = { text, where: `the heading on ${this.noun} ${line}` };
  }
}
