/** For the model-based test: one event of the world, after which the promises are checked. */
import type fc from 'fast-check';
import { checkLive, checkShown } from '#test/model/checks/pages';
import { takeBroken } from '#test/model/checks/promise';
import type { World } from '#test/model/world';

/** An event of the world, as fast-check mixes and shrinks it. */
export type Command = fc.AsyncCommand<object, World>;

/** An event: what happens, if it may. Afterwards all its immediate consequences have happened too. */
export function command(name: string, happens: (world: World) => void, may = (_: World) => true): Command {
  return {
    check: () => true,
    async run(_model, world) {
      if (may(world)) happens(world);
      await world.flush();
      checkShown(world);
      checkLive(world);
      const broken = takeBroken(world);
      if (broken) throw new Error(broken);
    },
    toString: () => name,
  };
}

/** An event that needs the program. */
export const alive = (world: World) => world.isAlive;
