/** Runs the demo organisation by itself: `npm run demo-org -- --port 4010 --people 10000 --seed 7`. */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage } from '#lib/demo/cli-arguments';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';

/**
 * Starts it with these arguments and prints how to reach it. Null if it did not start. The exit code is then 2 for
 * invalid arguments, 1 for a port or file that is not available, 0 for help.
 */
async function runDemoCli(argv: readonly string[]): Promise<DemoOrganisation | null> {
  const read = readArguments(argv);
  if (!read.ok) return giveUp(2, `${read.error}\n  ${usage}`);
  const { options } = read;
  if (options === 'help') {
    process.stdout.write(`  ${usage}\n`);
    return null;
  }
  try {
    const organisation = await startDemoOrganisation(options);
    process.stdout.write(greeting(organisation));
    return organisation;
  } catch (problem) {
    return giveUp(1, whyNot(problem, options.port));
  }
}

function greeting({ url, organisationId, organisationName, apiKey, people }: DemoOrganisation): string {
  const first = people().find((person) => person.kind === 'ordinary' && person.status === 'active');
  const account = `${url}/users/${encodeURIComponent(first?.accountId ?? 'ACCOUNT_ID')}/manage`;
  return `${organisationName}, a demo organisation of ${people().length} people, answers at ${url}
  organisation ID  ${organisationId}
  API key          ${apiKey}

Try it:
  KEY='${apiKey}'
  curl -H "Authorization: Bearer $KEY" ${url}/admin/v1/orgs
  curl -H "Authorization: Bearer $KEY" '${account}/profile'
  curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{}' '${account}/lifecycle/disable'
  curl -o users.csv ${url}/_demo/exports/users.csv
  curl ${url}/_demo/ledger
  curl -X PUT -H 'Content-Type: application/json' -d '{"storm":{"next":5}}' ${url}/_demo/faults
`;
}

function whyNot(problem: unknown, port: number): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : null;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken.\n  Choose another one: --port 0 takes any that is free.`;
  if (code === 'EACCES' && port > 0 && port < 1_024) {
    return `Port ${port} may not be used by you.\n  Choose one above 1023.`;
  }
  const said = problem instanceof Error ? problem.message : String(problem);
  return `The demo organisation cannot start: ${said}`;
}

function giveUp(code: number, message: string): null {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
  return null;
}

/** Whether Node was started with this file, or with the script that builds and loads it. */
function isProgram(): boolean {
  const [, script = ''] = process.argv;
  if (basename(script) === 'demo-org.mjs') return true;
  try {
    return realpathSync(script) === realpathSync(fileURLToPath(import.meta.url));
  } catch {
    return false;
  }
}

if (isProgram()) await runDemoCli(process.argv.slice(2));
