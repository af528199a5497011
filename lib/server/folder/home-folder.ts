import { homedir } from 'node:os';

/** The user's home folder; '' if the system has none. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
