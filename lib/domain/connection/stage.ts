import type { Connection } from '#lib/domain/connection/connection';

/**
 * The stage of the connection: there is `none`, it cannot be used (`unready`), or exports can be read for it, with the
 * demo organisation (`demo`) or another (`ready`).
 */
export type ConnectionStage = 'none' | 'unready' | 'demo' | 'ready';

/**
 * The stage of a connection. An export can be read if an organisation is chosen, or Atlassian does not say which one it
 * is, and the key was not refused.
 */
export function stageOf(connection: Connection): ConnectionStage {
  if (connection.state === 'none') return 'none';
  const { organisation, check, source } = connection;
  const isReady = check.state === 'unknown' || (organisation !== null && check.state !== 'refused');
  if (!isReady) return 'unready';
  return source === 'demo' ? 'demo' : 'ready';
}
