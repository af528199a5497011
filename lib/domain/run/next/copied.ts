/** Detects that a run would be resumed in a copy of its journal. Pure. */
import type { RunState } from '#lib/domain/run/state';

/**
 * The question to the admin before a run is resumed in `file` (null: not known), if its journal was last written to
 * another file. Null if it is the same file, if either is not known, or for a dry run, which calls nobody.
 */
export function copyQuestion(
  { act, file: before }: Pick<RunState, 'act' | 'file'>,
  file: string | null,
): { message: string; hint: string } | null {
  if (act === 'dry-run' || before === null || file === null || before === file) return null;
  return {
    message:
      'This data folder is a copy, or was put back from one: this run was last at work in another file.',
    hint: 'If the run went on elsewhere after the copy was made, that is not known here: users may be called a second time, and somebody who was given back meanwhile may be deactivated again. Resume only if this is the newest copy, and no other one is in use.',
  };
}
