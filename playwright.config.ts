import { defineConfig, devices } from '@playwright/test';

const asRoot = process.getuid?.() === 0;
const executablePath = process.env.LOCKSTEP_CHROMIUM ?? process.env.PLAYWRIGHT_CHROMIUM;

/** Each test starts its own Lockstep, on its own port and data folder: there is no shared server. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // One more than the two processors that this is made for: a test often waits for its browser or for the program.
  workers: 3,
  reporter: 'list',
  // They end a test that hangs; no test expects anything of the machine's speed.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: {
          ...(executablePath ? { executablePath } : {}),
          args: [
            ...(asRoot ? ['--no-sandbox'] : []),
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
  ],
});
