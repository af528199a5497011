/** The address of Atlassian's admin API [DOC]. */
export const atlassianApiUrl = 'https://api.atlassian.com';
