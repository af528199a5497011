/** Sessions that survive a restart of the server in development, so that nobody has to open the link again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { newSessions, type Session, type Sessions } from '#lib/server/front/session';

const keptSchema = z.array(z.strictObject({ id: z.string(), token: z.string(), since: z.number() }));

/** Opens the sessions of the file, and keeps the file up to date. */
export function keptSessions(file: string, port: number): Sessions {
  const sessions = newSessions(port, read(file));
  const keep = (all: readonly Session[]) =>
    writeFileSync(file, JSON.stringify(all.map(({ id, token, since }) => ({ id, token, since }))), {
      mode: 0o600,
    });
  return {
    ...sessions,
    begin() {
      const session = sessions.begin();
      keep([...sessions.others(session).reverse(), session]);
      return session;
    },
    endOthers(session) {
      keep([session]);
      return sessions.endOthers(session);
    },
  };
}

/** An unreadable file counts as no session. The link signs the browser in again. */
function read(file: string): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
