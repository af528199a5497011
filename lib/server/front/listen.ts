/** Listens on the loopback interface only. */
import type { Server } from 'node:http';

/** The port and its servers, or why listening failed. */
type Listening = { ok: true; port: number; servers: Server[] } | { ok: false; message: string; hint: string };

/** How many ports are tried in order if the requested one is taken. */
const portsToTry = 100;

/**
 * Listens on 127.0.0.1 and, if the machine has it, on ::1. Both need the same port: a browser may use either for
 * `localhost`, and the other must not belong to another program. If a port is taken, the next one is tried; port 0
 * means any.
 */
export async function listenOnLoopback(port: number, newServer: () => Server): Promise<Listening> {
  for (let tried = 0; tried < portsToTry; tried += 1) {
    const candidate = port === 0 ? 0 : port + tried;
    if (candidate > 65_535) break;
    const four = newServer();
    const code = await listen(four, '127.0.0.1', candidate);
    if (code === 'EADDRINUSE') continue;
    if (code !== null) return cannotListen(candidate, code);
    const taken = portOf(four);
    const six = newServer();
    const codeSix = await listen(six, '::1', taken);
    if (codeSix === null) return { ok: true, port: taken, servers: [four, six] };
    // If ::1 fails for any other reason (no IPv6, switched off), no other program can listen there either.
    if (codeSix !== 'EADDRINUSE') return { ok: true, port: taken, servers: [four] };
    await new Promise((resolve) => four.close(resolve));
  }
  return {
    ok: false,
    message: `Every port from ${port} on that was tried is taken.`,
    hint: 'Set PORT to a free port, or to 0 for any.',
  };
}

/** Null if it listens now, else the code of the error. */
function listen(server: Server, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (problem: NodeJS.ErrnoException) => resolve(problem.code ?? problem.message);
    server.once('error', failed);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed);
      resolve(null);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function cannotListen(port: number, code: string): Listening {
  if (code === 'EACCES') {
    return {
      ok: false,
      message: `The system does not let you listen on port ${port}.`,
      hint: 'Set PORT to another port, 1024 or above, or leave it out for 3000.',
    };
  }
  return {
    ok: false,
    message: `Listening on 127.0.0.1:${port} failed (${code}).`,
    hint: 'Set PORT to another port.',
  };
}
