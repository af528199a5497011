/**
 * The program in development: the same engine and guard, and a Next.js that follows the sources. It is a separate
 * entry, which the production build does not contain. Bundled to dist/dev/server.mjs.
 */
import { createServer } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import createNext from 'next';
import { composeApp } from '#lib/server/compose';
import { devKeyFault, readDevConfig } from '#lib/server/dev/dev-config';
import { devHeaders } from '#lib/server/dev/dev-headers';
import { devTerminal } from '#lib/server/dev/dev-terminal';
import { hmrUpgrade } from '#lib/server/dev/hmr-upgrade';
import { keptLink } from '#lib/server/dev/kept-link';
import { keptSessions } from '#lib/server/dev/kept-sessions';
import { overlayRequest } from '#lib/server/dev/overlay-request';
import { prepareDataFolder } from '#lib/server/folder/data-folder';
import { giveUp, logTo, say, startProgram } from '#lib/server/program';
import manifest from '../../../package.json' with { type: 'json' };

/** The folder of the program, relative to dist/dev/server.mjs. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program of the thread for rosters' files, beside dist/dev/server.mjs. */
const rosterWorker = new URL('./roster-worker.mjs', import.meta.url);

/** Starts Lockstep with all its data in `folder`, connected to the demo organisation. */
async function develop(folder: string): Promise<void> {
  process.umask(0o077);
  // The script that started this process is gone.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  const read = readDevConfig(process.env, path.join(folder, 'data'));
  if (!read.ok) return giveUp(2, read.problems);
  const prepared = await prepareDataFolder(read.config.dataDir);
  if (!prepared.ok) return giveUp(2, [prepared]);
  const { port, apiUrl, logs } = read.config;
  const config = { dataDir: prepared.folder, apiUrl, apiKey: undefined, organisationId: undefined };
  const composed = await composeApp({
    ...config,
    keyFault: devKeyFault,
    rosterWorker,
    readsAhead: true,
    ...(logs && { logTo }),
    version: manifest.version,
  });
  if (!composed.ok) return giveUp(1, [composed]);
  const connected = await composed.app.engine.connections.connectDemo();
  if (!connected.ok) say(process.stderr, connected.error.message);

  const link = keptLink(path.join(root, 'dist', 'dev', 'link.json'));
  // Next adds an `upgrade` listener to this server, which never listens.
  const forNext = createServer();
  const upgraded = new Set<Duplex>();
  const problem = await startProgram({
    version: manifest.version,
    terminal: devTerminal((line) => say(process.stdout, line)),
    front: {
      port,
      manyLinks: true,
      hostName: link.hostName,
      newCode: link.newCode,
      sessions: (taken) => keptSessions(path.join(folder, 'sessions.json'), taken),
      headers: devHeaders,
      exception: overlayRequest,
      upgrade: hmrUpgrade((request, socket, head) => {
        upgraded.add(socket);
        socket.once('close', () => upgraded.delete(socket));
        // Next adds its listener with the first request. Until then the page tries again.
        if (!forNext.emit('upgrade', request, socket, head)) socket.destroy();
      }),
    },
    async pages(taken) {
      process.send?.({ port: taken });
      const next = createNext({
        dev: true,
        dir: root,
        hostname: 'localhost',
        port: taken,
        httpServer: forNext,
      });
      await next.prepare();
      return next.getRequestHandler();
    },
    notices: prepared.warnings,
    ending: () => {
      for (const socket of upgraded) socket.destroy();
    },
  });
  if (problem) giveUp(1, [problem]);
}

await develop(process.argv[2] ?? '');
