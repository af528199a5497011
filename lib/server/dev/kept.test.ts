import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptLink } from '#lib/server/dev/kept-link';
import { keptSessions } from '#lib/server/dev/kept-sessions';
import { isNameOfAStart } from '#lib/server/front/host-name';
import type { Session, Sessions } from '#lib/server/front/session';
import { isWindows } from '#test/able';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-dev-kept-');
const inFolder = (...parts: string[]) => path.join(folder.path, ...parts);
beforeEach(() => folder.make());
afterEach(() => folder.remove());

/** The link at a start. */
function linkOf(file: string) {
  const { hostName, newCode } = keptLink(file);
  return { hostName, code: newCode() };
}

it('the link stays the same over starts, cannot be guessed, and is for its owner only', () => {
  const file = inFolder('dist', 'dev', 'link.json');
  const link = linkOf(file);
  expect(linkOf(file)).toEqual(link);
  expect(isNameOfAStart(link.hostName)).toBe(true);
  const other = linkOf(inFolder('other.json'));
  expect([other.hostName === link.hostName, other.code === link.code]).toEqual([false, false]);
  if (!isWindows) expect(statSync(file).mode & 0o077).toBe(0);
});

it('a code that was replaced does not come back', () => {
  const file = inFolder('link.json');
  const { hostName, newCode } = keptLink(file);
  const first = newCode();
  const second = newCode();
  expect(second).not.toBe(first);
  expect(linkOf(file)).toEqual({ hostName, code: second });
});

it.each(['', '{', '{"hostName":"example.com","code":"short"}'])(
  'a link that says %j is made anew',
  (text) => {
    const file = inFolder('link.json');
    writeFileSync(file, text);
    const link = linkOf(file);
    expect(isNameOfAStart(link.hostName)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(link);
  },
);

function carrying(sessions: Sessions, session: Session): IncomingMessage {
  const [cookie] = sessions.setCookie(session).split(';');
  return { headers: { cookie } } as IncomingMessage;
}

it('sessions go on after a start, until they are signed out', () => {
  const file = inFolder('sessions.json');
  const before = keptSessions(file, 3000);
  const [first, second] = [before.begin(), before.begin()];
  const after = keptSessions(file, 3000);
  expect(after.of(carrying(before, first))?.token).toBe(first.token);
  const stays = after.of(carrying(before, second));
  if (!stays) throw new Error('The second session is gone.');
  expect(after.endOthers(stays)).toBe(1);
  const last = keptSessions(file, 3000);
  expect(last.of(carrying(before, first))).toBeNull();
  expect(last.of(carrying(before, second))?.token).toBe(second.token);
});
