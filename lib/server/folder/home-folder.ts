import { homedir } from 'node:os';

/** The home folder of the user; '' where the system knows none. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
