/** Another commit of this repository in a folder beside this one, ready to be started. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

/** Runs `work` with the folder of a checkout of `commit`, and removes the folder afterwards. */
export async function withCheckout(root, commit, work) {
  const folder = join(root, 'dist', 'visual', 'before');
  const git = (...words) => execFileSync('git', words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const remove = () => {
    if (!existsSync(folder)) return;
    git('worktree', 'remove', '--force', folder);
    rmSync(folder, { recursive: true, force: true });
  };
  remove();
  git('worktree', 'add', '--force', '--detach', folder, commit);
  try {
    takePackages(root, folder);
    return await work(folder);
  } finally {
    remove();
  }
}

/** Links the packages of this folder if they are the same. Otherwise the first start installs the others. */
function takePackages(root, folder) {
  const lock = (place) => readFileSync(join(place, 'package-lock.json'), 'utf8');
  if (lock(root) !== lock(folder)) return;
  linkTree(join(root, 'node_modules'), join(folder, 'node_modules'));
}

function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === '.cache') continue;
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}
