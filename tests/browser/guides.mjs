// SPDX-License-Identifier: Apache-2.0
// Somebody who is signed out searches a guide, reads it, votes, and changes
// her mind; on a phone, without JavaScript.

// tools: what the journey's own file has to give.
export async function guides(browser, { base, promise, must, fits, shoot }) {
  const context = await browser.newContext({ locale: 'en-GB',
    viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const counted = () => page.textContent('.helpful-count');
  const press = (value) =>
    page.click(`.helpful button[value="${value}"]`, { force: true });

  await promise('signed out: search a guide and read it', async () => {
    await page.goto(`${base}guides`);
    await page.fill('input[name=q]', 'transfer a domain');
    await page.click('.guide-form button', { force: true });
    await page.waitForSelector('[data-section=guide-search] mark');
    await fits(page);
    await shoot(page, 'phone-guide-search');
    await page.click('[data-section=guide-search] li:first-child a',
      { force: true });
    await page.waitForSelector('[data-section=guide]');
    must((await page.textContent('h1')).includes('Transferring a domain'),
      'not the guide that was searched');
    must(await counted() === '0 Users Found This Useful (0 Votes)',
      await counted());
    await fits(page);
  });
  await promise('signed out: vote, and change the vote', async () => {
    await press(1);
    await page.waitForSelector('.notice-voted');
    must(await counted() === '1 User Found This Useful (1 Vote)',
      await counted());
    await shoot(page, 'phone-guide-voted');
    await press(0);
    await page.waitForSelector('.helpful button[value="0"]'
      + '[aria-pressed=true]');
    must(await counted() === '0 Users Found This Useful (1 Vote)',
      await counted());
    await page.goto(page.url());
    must(await counted() === '0 Users Found This Useful (1 Vote)',
      await counted());
  });
  await promise('signed out: the state of the network', async () => {
    await page.goto(`${base}status`);
    await page.waitForSelector('[data-section=status]');
    await fits(page);
    await shoot(page, 'phone-status');
  });
  await context.close();
}
