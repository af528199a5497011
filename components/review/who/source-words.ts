/** The source of a roster, as a word in sentences of the review. */
import type { Roster } from '#lib/contract/roster';

export type SourceNoun = 'file' | 'list';

/** `file` or `list`, after “this” or “the”: a roster of the organisation has no file, but Atlassian’s list. */
export function sourceNoun(kind: Roster['kind']): SourceNoun {
  return kind === 'organisation' ? 'list' : 'file';
}
