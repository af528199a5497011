/** The host name and the code of the launch link, kept for a working copy, so that the link stays the same. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isNameOfAStart, newHostName } from '#lib/server/front/host-name';
import { randomCode } from '#lib/server/front/launch';

const linkSchema = z.strictObject({
  hostName: z.string().refine(isNameOfAStart),
  code: z.string().regex(/^[\w-]{32}$/),
});

type Link = z.infer<typeof linkSchema>;

/** The parts of the launch link. */
interface KeptLink {
  hostName: string;
  /** The code of the file at first. Each later call puts another code in its place, in the file too. */
  newCode(): string;
}

/** Reads the file. A missing or unreadable file is written again, readable only by its owner. */
export function keptLink(file: string): KeptLink {
  const found = read(file);
  const { hostName } = found ?? { hostName: newHostName() };
  let kept = found?.code;
  return {
    hostName,
    newCode() {
      const code = kept ?? randomCode();
      kept = undefined;
      write(file, { hostName, code });
      return code;
    },
  };
}

function read(file: string): Link | null {
  try {
    return linkSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function write(file: string, link: Link): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(link), { mode: 0o600 });
}
