/** The findings of a check of an evidence pack. */

/** The finding about one part of a pack. */
export interface Finding {
  part: string;
  /**
   * `agrees`: it is as it was written. `differs`: it was edited, or an entry is missing or added. `missing`: a part is
   * not there. `unknown`: it could not be checked.
   */
  verdict: 'agrees' | 'differs' | 'missing' | 'unknown';
  /** One sentence or two. */
  text: string;
}

/** SHA-256 over pieces. */
export type Sha256 = () => { add(piece: string | Uint8Array): void; digest(): string };
