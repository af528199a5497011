/** Work in pieces that must see one state: if something relevant changes between two pieces, it begins again. */
import { atOnce, type Pieces } from '#lib/domain/text/pieces';

/** Maximum number of attempts in pieces. */
const attemptsInPieces = 5;

/** Maximum number of attempts in one piece after that. Only a change by the work itself can fail them. */
const attemptsAtOnce = 4;

/**
 * Does the work until nothing has changed during it. `revision` returns values that stay the same as long as nothing
 * changes that counts; the work asks `isSame` before it makes use of several pieces, and returns `changed` if it is
 * false. If every attempt in pieces is disturbed, the last ones are made in one piece: then everything else waits once.
 * The result is `changed` only if the work itself keeps changing the state.
 */
export function* ofOneState<T>(
  revision: () => readonly unknown[],
  work: (isSame: () => boolean) => Pieces<T | 'changed'>,
): Pieces<T | 'changed'> {
  const attempt = () => {
    const before = revision();
    return work(() => {
      const now = revision();
      return now.length === before.length && now.every((value, at) => Object.is(value, before[at]));
    });
  };
  for (let made = 0; made < attemptsInPieces; made += 1) {
    const result = yield* attempt();
    if (result !== 'changed') return result;
  }
  for (let made = 0; made < attemptsAtOnce; made += 1) {
    const result = atOnce(attempt());
    if (result !== 'changed') return result;
  }
  return 'changed';
}
