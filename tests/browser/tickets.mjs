// SPDX-License-Identifier: Apache-2.0
// A ticket's life: opened with a picture, answered by staff on the command
// line, seen unread, closed, rated. Beside it the pages for a phone.
import { execFileSync } from 'node:child_process';

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAA'
  + 'EElEQVR4nGNgYGD4DwQQAAYAAf8BfqUMAAAAAElFTkSuQmCC', 'base64');

// What staff says, by custdashctl: CUSTDASH_STAFF is the command line.
function staff(words, input) {
  const [command, ...options] = process.env.CUSTDASH_STAFF.split(' ');
  return execFileSync(command, ['ticket', ...words, ...options], { input })
    .toString();
}

export async function tickets(browser, t) {
  const { base, promise, must, fits, shoot } = t;

  for (const [label, screen] of Object.entries(t.SCREENS)) {
    const context = await browser.newContext({ viewport: screen,
      hasTouch: label === 'phone', isMobile: label === 'phone',
      acceptDownloads: true });
    const page = await context.newPage();
    const complaints = [];
    t.listen(page, complaints);
    const on = (name) => `${label}: ${name}`;
    const subject = `The lamp of rack 7 blinks, seen on the ${label}`;
    let path = '';

    await promise(on('guides are offered, then a ticket is sent with a '
      + 'picture'), async () => {
      await t.signIn(page);
      await page.goto(`${base}tickets`);
      await page.click('main a[href$="/tickets/new"]');
      await fits(page);
      await shoot(page, `${label}-ticket-new`);
      await page.selectOption('select[name=department]', { index: 1 });
      await page.selectOption('select[name=about]', { index: 1 });
      await page.selectOption('select[name=priority]', 'high');
      await page.fill('input[name=subject]',
        'How do I transfer a domain to you?');
      await page.fill('textarea[name=message]', 'It *blinks*:\n\n- red\n'
        + '- every `2 s`\n\n<b>no HTML</b>');
      await page.click('main form button[type=submit]');
      must(await page.locator('.matching a').count() > 0, 'no guide');
      must(await page.inputValue('select[name=priority]') === 'high',
        'a choice is lost');
      await fits(page);
      await shoot(page, `${label}-ticket-guides`);
      await page.fill('input[name=subject]', subject);
      await page.setInputFiles('input[name=files]', { name: 'rack 7 – góra.png',
        mimeType: 'image/png', buffer: PICTURE });
      await page.click('main form.form button[type=submit]');
      await page.waitForSelector('.messages');
      path = page.url();
      must(await page.locator('.message em').count() === 1, 'no Markdown');
      await fits(page);
    });
    await promise(on('the picture comes back as a file'), async () => {
      const [download] = await Promise.all([page.waitForEvent('download'),
        page.click('.files a')]);
      must(download.suggestedFilename() === 'rack 7 – góra.png',
        download.suggestedFilename());
    });
    await promise(on('what staff answers is unread until it is read'),
      async () => {
        const number = path.split('/').pop();
        must(staff(['show', number]).includes('rack 7'), 'staff sees none');
        staff(['reply', number, '--author', 'Aoife Brennan'],
          'We **changed** the lamp.\n\nIs it better?');
        await page.goto(`${base}tickets`);
        must(await page.locator('.tag-unread').count() > 0, 'not unread');
        await fits(page);
        await shoot(page, `${label}-tickets-unread`);
        await page.click(`main a[href$="/tickets/${number}"]`);
        must(await page.locator('.message-staff strong').count() === 1,
          'no answer');
        await fits(page);
        await shoot(page, `${label}-ticket-answered`);
        await page.goto(`${base}tickets?q=lamp+rack`);
        must(await page.locator('.list-tickets tbody tr').count() >= 1,
          'not found');
        must(await page.locator(`tr:has(a[href$="/${number}"]) .tag-unread`)
          .count() === 0, 'still unread');
        await fits(page);
        await shoot(page, `${label}-tickets-found`);
      });
    await promise(on('a wrong file comes back with what was typed'),
      async () => {
        await page.goto(path);
        await page.fill('textarea[name=message]', 'Yes, thanks');
        await page.setInputFiles('input[name=files]', { name: 'x.svg',
          mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
        await page.click('.form-ticket button[type=submit]');
        must(await page.inputValue('textarea[name=message]')
          === 'Yes, thanks', 'the text is lost');
        must(await page.locator('[role=alert]').count() === 1, 'no message');
        await fits(page);
        await shoot(page, `${label}-ticket-wrong-file`);
        await page.click('.form-ticket button[type=submit]');
        must(await page.locator('.message').count() === 3, 'not sent');
      });
    await promise(on('it is closed and rated'), async () => {
      await page.click('form[action$="/close"] button');
      await page.check('input[name=rating][value="5"]');
      await fits(page);
      await shoot(page, `${label}-ticket-closed`);
      await page.click('form[action$="/rate"] button');
      must(await page.locator('.fact-rating').count() === 1, 'not rated');
      must(await page.isChecked('input[name=rating][value="5"]'), 'not 5');
    });
    await promise(on('tickets give the browser nothing to complain about'),
      async () => {
        must(complaints.length === 0, complaints.slice(0, 5).join('\n'));
      });
    await context.close();
  }
}
