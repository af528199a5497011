/** Listens on the loopback interface only. */
import type { Server } from 'node:http';

/** The port and its servers, or why listening failed. */
type Listening = { ok: true; port: number; servers: Server[] } | { ok: false; message: string; hint: string };

/**
 * How many ports are tried in order if the requested one cannot be had. Enough for several ranges of 100 that Windows
 * reserves (Hyper-V, WSL), and for the way from a port below 1024 to one that needs no rights.
 */
const portsToTry = 1_100;

/**
 * The codes after which the next port is tried: another program has this one, or the system does not give it away.
 * Windows answers EACCES for a reserved port, and for one that a program has for itself alone.
 */
const nextPortAfter: readonly (string | null)[] = ['EADDRINUSE', 'EACCES'];

/**
 * Listens on 127.0.0.1 and, if the machine has it, on ::1. Both need the same port: a browser may use either for
 * `localhost`, and the other must not belong to another program. If a port is taken or reserved, the next one is
 * tried; port 0 means any.
 */
export async function listenOnLoopback(port: number, newServer: () => Server): Promise<Listening> {
  let refused = false;
  for (let tried = 0; tried < portsToTry; tried += 1) {
    const candidate = port === 0 ? 0 : port + tried;
    if (candidate > 65_535) break;
    const four = newServer();
    const code = await listen(four, '127.0.0.1', candidate);
    if (code === 'EACCES') refused = true;
    if (nextPortAfter.includes(code)) continue;
    if (code !== null) return cannotListen(candidate, code);
    const taken = portOf(four);
    const six = newServer();
    const codeSix = await listen(six, '::1', taken);
    if (codeSix === null) return { ok: true, port: taken, servers: [four, six] };
    // If ::1 fails for any other reason (no IPv6, switched off), no other program can listen there either.
    if (!nextPortAfter.includes(codeSix)) return { ok: true, port: taken, servers: [four] };
    await new Promise((resolve) => four.close(resolve));
  }
  return {
    ok: false,
    message: refused
      ? `The system let Lockstep have none of the ports from ${port} on: they are reserved or taken.`
      : `Every port from ${port} on that was tried is taken.`,
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
  return {
    ok: false,
    message: `Listening on 127.0.0.1:${port} failed (${code}).`,
    hint: 'Set PORT to another port.',
  };
}
