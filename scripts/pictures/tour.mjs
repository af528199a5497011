/** Goes through the main job with the demo organisation, and calls `draw` with a name at each page on the way. */
export async function tour(page, link, draw) {
  const press = (name) => page.getByRole('button', { name }).first().click();
  await page.goto(link);
  await page.getByRole('button', { name: 'Use the demo organisation' }).waitFor();
  await draw('start');
  await press('Use the demo organisation');
  await press('Use the sample users export');
  await page.waitForURL('**/review/*');
  await press('I am not in this file');
  await page.getByLabel('The e-mail address of your own account').first().fill('me@example.net');
  await press('Use this address');
  await page.getByText('You are not in this file').waitFor();
  await press('Check with Atlassian');
  await page.getByRole('button', { name: 'Check again' }).waitFor();
  await draw('review');
  await press('Deactivate selected');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^\d+ will be deactivated/).waitFor();
  await draw('confirm');
  await dialog.getByLabel(/Reason for exceeding/).fill('The contract has ended');
  await page.keyboard.press('Enter');
  await dialog.getByText('Your reason').waitFor();
  const [count] = /[\d,]+/.exec((await dialog.getByRole('heading').first().textContent()) ?? '') ?? [];
  await dialog.getByLabel('Type the number').fill(count.replace(',', ''));
  await dialog.getByRole('button', { name: `Deactivate ${count} users` }).click();
  await page.waitForURL('**/runs/*');
  await page
    .getByText(/\d+ verified/)
    .first()
    .waitFor();
  await draw('run');
}

/** The pages beside the main job. */
export async function otherPages(page, origin, draw) {
  for (const [path, heading] of [
    ['runs', 'Runs'],
    ['settings', 'Settings'],
    ['rehearsal', 'Rehearsal'],
    ['help', 'Help'],
  ]) {
    await page.goto(`${origin}/${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForFunction(() => document.querySelector('[data-skeleton]') === null);
    await draw(path);
  }
}

/**
 * Waits until React has taken over what the server drew. A picture hides the caret of every field by a style, and React
 * in development reports a style that the server did not send.
 */
export async function hydrated(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('h1, input')].every((each) =>
      Object.keys(each).some((key) => key.startsWith('__reactFiber$')),
    ),
  );
}
