/** Fills the fields from a Postman environment. The page reads the file and sends it nowhere. */
import { useState } from 'react';
import { chooseFile } from '#components/shared/files/choose-file.ts';
import type { compareCloudUrl } from '#lib/domain/postman/environment';

/** Values for the fields. A value that the file does not have is left out. */
export interface FieldValues {
  key?: string;
  organisationId?: string;
}

type EnvironmentImportState =
  | { at: 'idle' }
  | { at: 'failed'; fileName: string; message: string; hint: string }
  /**
   * The fields that were filled in, and notes on the rest of the file. The values themselves are only in the fields.
   */
  | { at: 'read'; name: string; filled: string[]; notes: string[] };

interface EnvironmentImport {
  state: EnvironmentImportState;
  choose: () => void;
  take: (files: readonly File[]) => void;
}

/** Maximum size of an environment, in bytes. */
const largest = 2_000_000;

/** `keyGoesTo` is the address to which Lockstep sends a typed key; undefined until it is known. */
export function useEnvironmentImport(
  fill: (values: FieldValues) => void,
  keyGoesTo: string | undefined,
): EnvironmentImport {
  const [state, setState] = useState<EnvironmentImportState>({ at: 'idle' });

  async function read(file: File): Promise<void> {
    const refused = (message: string, hint: string) =>
      setState({ at: 'failed', fileName: file.name, message, hint });
    if (/\.csv$/i.test(file.name)) {
      return refused('This is a CSV file.', 'Connect first. You upload an export of users in the next step.');
    }
    if (file.size > largest) return refused('This file is too large for a Postman environment.', '');
    const text = await file.text().catch(() => null);
    if (text === null) return refused('This file could not be read.', 'Choose it again.');
    // Only admins who use Postman need this code.
    const code = await import('#lib/domain/postman/environment').catch(() => null);
    if (code === null) return refused('The code that reads it could not be loaded.', 'Choose it again.');
    const reading = code.readPostmanEnvironment(text);
    if (!reading.ok) return refused(reading.message, reading.hint);
    const { orgApiKey, organizationId, cloudUrl, name, notes } = reading.environment;
    fill({
      ...(orgApiKey === null ? {} : { key: orgApiKey }),
      ...(organizationId === null ? {} : { organisationId: organizationId }),
    });
    const filled = [
      orgApiKey === null ? [] : 'the key',
      organizationId === null ? [] : 'the organisation ID',
    ];
    const address =
      cloudUrl === null || keyGoesTo === undefined
        ? []
        : addressNotes(code.compareCloudUrl(cloudUrl, keyGoesTo), keyGoesTo);
    setState({ at: 'read', name: name || file.name, filled: filled.flat(), notes: [...notes, ...address] });
  }

  return {
    state,
    choose: () => void chooseFile('.json,application/json').then((file) => file && read(file)),
    take: ([file, ...more]) => {
      if (!file) return;
      if (more.length === 0) return void read(file);
      const message = 'These are several files.';
      setState({ at: 'failed', fileName: file.name, message, hint: 'Drop one Postman environment.' });
    },
  };
}

function addressNotes({ is, shown }: ReturnType<typeof compareCloudUrl>, keyGoesTo: string): string[] {
  if (is === 'api') return [];
  if (is === 'site') {
    return [`cloudUrl (${shown}) is the address of a site. Lockstep sends the key to ${keyGoesTo} only.`];
  }
  const theirs =
    shown === null ? 'The file’s cloudUrl is not a web address' : `The file says cloudUrl ${shown}`;
  return [
    `${theirs}, but Lockstep sends the key to ${keyGoesTo}. To change that, start Lockstep with the environment variable ATLASSIAN_API_URL.`,
  ];
}
