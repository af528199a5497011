import { describe, expect, it } from 'vitest';

interface Entry {
  version?: string;
  dev?: true;
  link?: true;
  optional?: true;
  devOptional?: true;
  os?: string[];
  cpu?: string[];
}
interface InstalledModule {
  missingOf(
    wanted: Record<string, Entry>,
    found: Record<string, Entry>,
    options: { tools: boolean; versionIn: (path: string) => string | undefined },
  ): string[];
}

const { missingOf }: InstalledModule = await import(new URL('./installed.mjs', import.meta.url).href);

const ours = { os: [process.platform], cpu: [process.arch] };
const lock: Record<string, Entry> = {
  '': {},
  'node_modules/runs': { version: '1.0.0' },
  'node_modules/ours': { link: true },
  'node_modules/tests': { version: '1.0.0', dev: true },
  'node_modules/here': { version: '1.0.0', optional: true, ...ours },
  'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['none'], cpu: ['none'] },
  'node_modules/anywhere': { version: '1.0.0', optional: true },
};
const { '': _root, 'node_modules/elsewhere': _elsewhere, ...everything } = lock;
const { 'node_modules/tests': _tests, ...toStart } = everything;

/**
 * The packages of the lockfile that are missing, without and with tools. The folders contain what npm says, but for
 * `folders`.
 */
function missing(found: Record<string, Entry>, folders: Record<string, string | undefined> = {}) {
  const versionIn = (path: string) => (path in folders ? folders[path] : (found[path]?.version ?? '0.0.0'));
  return [false, true].map((tools) => missingOf(lock, found, { tools, versionIn }));
}

describe('what is missing in node_modules', () => {
  it('is nothing after npm installed everything for this platform', () => {
    expect(missing(everything)).toEqual([[], []]);
  });

  it('is what develops and tests, after an installation for a start', () => {
    expect(missing(toStart)).toEqual([[], ['node_modules/tests']]);
  });

  it('is a package of another version, one whose folder is gone, and one for this platform', () => {
    const { 'node_modules/here': _here, ...others } = everything;
    const other = { ...others, 'node_modules/tests': { version: '2.0.0' } };
    expect(missing(other, { 'node_modules/runs': undefined })).toEqual([
      ['node_modules/runs', 'node_modules/here'],
      ['node_modules/runs', 'node_modules/tests', 'node_modules/here'],
    ]);
  });

  it('is a package whose folder has another version than npm says, but no link to a package of ours', () => {
    expect(missing(everything, { 'node_modules/runs': '0.9.0', 'node_modules/ours': '7.0.0' })).toEqual([
      ['node_modules/runs'],
      ['node_modules/runs'],
    ]);
  });

  it('is no optional package that names no platform', () => {
    const { 'node_modules/anywhere': _anywhere, ...others } = everything;
    expect(missing(others)).toEqual([[], []]);
  });
});
