/** The meaning of an action of the audit log: what it does to an account. Pure. */

/**
 * The status that an action gives an account; null for any other action. Atlassian publishes no list of actions:
 * `managed_account_deactivated` and `user_disabled_org_access` were seen [CODE], the others are read by their words
 * [INFER].
 */
export function actionSense(action: string): 'active' | 'inactive' | null {
  const words = action.toLowerCase();
  if (words.includes('unsuspended')) return 'active';
  if (/deactivat|disabled|suspended/.test(words)) return 'inactive';
  return /reactivat|activated|enabled|restored/.test(words) ? 'active' : null;
}
