/** Runs other programs: quietly, keeping their output, or visibly in the terminal. */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { root } from './place.mjs';

/** The number of last lines of output that are shown after a failure. */
const tailLines = 40;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Runs a program in the program's folder. Returns its exit code and the end of its output. `silenceMs`: after this time
 * without output, the program is ended.
 */
export function quietly(command, args, { env = process.env, silenceMs, shell = false } = {}) {
  return run(command, args, { env, shell, stdio: ['ignore', 'pipe', 'pipe'] }, silenceMs);
}

/** Runs a program with our own input and output. Returns its exit code. */
export async function visibly(command, args, { env = process.env } = {}) {
  return (await run(command, args, { env, stdio: 'inherit' })).code;
}

/** Ctrl-C and `kill` are passed on to the child, and end this process together with it. */
function run(command, args, options, silenceMs) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, windowsHide: true, ...options });
    let lines = [''];
    let silence;
    const heard = () => {
      clearTimeout(silence);
      if (silenceMs) silence = setTimeout(() => child.kill(), silenceMs);
    };
    const keep = (chunk) => {
      heard();
      const [first, ...more] = chunk.split('\n');
      lines = [...lines.slice(0, -1), lines.at(-1) + first, ...more].slice(-tailLines - 1);
    };
    const pass = (signal) => {
      child.kill(signal);
      process.exit(exitCodes[signal]);
    };
    const done = (code, said = '') => {
      clearTimeout(silence);
      for (const signal of Object.keys(exitCodes)) process.off(signal, pass);
      resolve({ code, output: stripVTControlCharacters(`${lines.join('\n')}${said}`).trimEnd() });
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep);
    for (const signal of Object.keys(exitCodes)) process.on(signal, pass);
    child.once('error', (problem) => done(127, problem.message));
    child.once('close', (code) => done(code ?? 1));
    heard();
  });
}
