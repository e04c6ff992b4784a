// SPDX-License-Identifier: Apache-2.0
// An account's life: opened, its address confirmed by the mail that came, a
// second factor set up and used, and a contact who is invited and sees what
// she may. The mails are sent by custdashctl (CUSTDASH_MAIL is the command
// line) to an SMTP server that puts them into CUSTDASH_MAILBOX.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const PASSWORD = 'seven green lamps';

function sendMail() {
  const [command, ...options] = process.env.CUSTDASH_MAIL.split(' ');
  execFileSync(command, options);
}

// The link in the last mail to somebody, on this server.
function linkTo(address, path) {
  sendMail();
  const folder = process.env.CUSTDASH_MAILBOX;
  const mine = readdirSync(folder).filter((n) => n.endsWith(`-${address}`))
    .sort().reverse()
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .map((text) => text.match(new RegExp(`https?://\\S+/${path}/\\S+`)))
    .filter((found) => found);
  if (!mine.length) {
    throw new Error(`no mail to ${address} has a link to ${path}`);
  }
  return mine[0][0];
}

// RFC 6238 with the defaults: SHA-1, 30 seconds, 6 digits.
function codeOf(secret, when) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    .indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(when / 30000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const place = mac[19] & 15;
  return String((mac.readUInt32BE(place) & 0x7fffffff) % 1000000)
    .padStart(6, '0');
}

async function signOut(page) {
  const buttons = page.locator('form[action$="/sign-out"] button');
  if (!await buttons.locator('visible=true').count()) {
    const menus = page.locator('header details > summary');
    for (let i = 0; i < await menus.count(); i += 1) {
      if (await menus.nth(i).isVisible()) {
        await menus.nth(i).click();
      }
    }
  }
  await buttons.locator('visible=true').first().click();
  await page.waitForURL('**/sign-in');
}

async function enter(page, email) {
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('main button[type=submit]');
}

export async function account(browser, t) {
  const { base, promise, must, fits, shoot } = t;

  for (const [label, screen] of Object.entries(t.SCREENS)) {
    const options = { viewport: screen, hasTouch: label === 'phone',
      isMobile: label === 'phone' };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints = [];
    t.listen(page, complaints);
    const on = (name) => `${label}: ${name}`;
    const owner = `nora-${label}@example.com`;
    const contact = `tom-${label}@example.com`;
    let secret = '';

    await promise(on('an account is opened'), async () => {
      await page.goto(`${base}register`);
      await page.fill('input[name=first-name]', 'Nora');
      await page.fill('input[name=last-name]', 'Byrne');
      await page.fill('input[name=email]', owner);
      await page.selectOption('select[name=country]', 'IE');
      await page.fill('input[name=password]', PASSWORD);
      await page.fill('input[name=password-again]', PASSWORD);
      await page.check('input[name=terms]');
      await page.click('main button[type=submit]');
      await page.waitForURL('**/sign-in');
      await enter(page, owner);
      await page.waitForSelector('[data-section=tiles]');
      must(await page.locator('form[action$="/security/verify-email"]')
        .count() > 0, 'nobody says that the address is to be confirmed');
      await fits(page);
      await shoot(page, `${label}-account-new`);
    });
    await promise(on('the mail confirms the address'), async () => {
      await page.goto(linkTo(owner, 'verify-email'));
      await fits(page);
      await shoot(page, `${label}-account-verify`);
      await page.click('main button[type=submit]');
      await page.goto(base);
      must(await page.locator('form[action$="/security/verify-email"]')
        .count() === 0, 'it is still to be confirmed');
    });
    await promise(on('an app is set up'), async () => {
      await page.goto(`${base}security`);
      await page.click('main a[href$="/security/second-factor"]');
      await page.locator('img.qr').evaluate((img) => img.decode());
      secret = (await page.textContent('code.secret')).replace(/ /g, '');
      await fits(page);
      await shoot(page, `${label}-account-factor`);
      await page.fill('input[name=code]', codeOf(secret, Date.now()));
      await page.click('main form.form button[type=submit]');
      await page.waitForSelector('[data-section=recovery-codes]');
      await fits(page);
      await shoot(page, `${label}-account-recovery`);
    });
    await promise(on('signed out, then in with a code'), async () => {
      await page.goto(base);
      await signOut(page);
      await enter(page, owner);
      await page.waitForURL('**/sign-in/code');
      await page.goto(base);
      must(page.url().includes('/sign-in'), 'a password was enough');
      await enter(page, owner);
      await fits(page);
      await shoot(page, `${label}-account-code`);
      // the code of now was used; an app's clock may be one step ahead
      await page.fill('input[name=code]', codeOf(secret, Date.now() + 30000));
      await page.click('main button[type=submit]');
      await page.waitForSelector('[data-section=tiles]');
    });
    await promise(on('a contact is invited, for tickets alone'), async () => {
      await page.goto(`${base}contacts/new`);
      await page.fill('input[name=first-name]', 'Tom');
      await page.fill('input[name=last-name]', 'Kerr');
      await page.fill('input[name=email]', contact);
      await page.click('main button[type=submit]');
      await page.waitForURL('**/contacts');
      await page.click('main a[href*="/contacts/"]:has-text("Tom")');
      await page.click('main a[href$="/login"]');
      await page.check('input[name=perm-tickets]');
      await fits(page);
      await shoot(page, `${label}-account-invite`);
      await page.click('main form.form button[type=submit]');
    });

    const hers = await browser.newContext(options);
    const tab = await hers.newPage();
    t.listen(tab, complaints);
    await promise(on('she follows the link and comes in'), async () => {
      await tab.goto(linkTo(contact, 'invitation'));
      await fits(tab);
      await shoot(tab, `${label}-account-invited`);
      await tab.fill('input[name=password]', PASSWORD);
      await tab.fill('input[name=password-again]', PASSWORD);
      await tab.check('input[name=terms]');
      await tab.click('main button[type=submit]');
      await tab.waitForURL(base);
      await signOut(tab);
      await enter(tab, contact);
      await tab.waitForURL(base);
    });
    await promise(on('and sees what she may, nothing else'), async () => {
      await tab.goto(`${base}tickets`);
      must(await tab.locator('h1').count() === 1, 'no tickets');
      await tab.goto(base);
      await fits(tab);
      await shoot(tab, `${label}-account-contact`);
      for (const path of ['services', 'invoices', 'contacts', 'order']) {
        must(await tab.locator(`a[href="${new URL(base).pathname}${path}"]`)
          .count() === 0, `a link to ${path}`);
        const answer = await hers.request.get(base + path);
        must(answer.status() === 403, `${path}: ${answer.status()}`);
      }
    });
    await promise(on('removed, she is out at the next page'), async () => {
      await page.goto(`${base}contacts`);
      await page.click('main a[href*="/contacts/"]:has-text("Tom")');
      await page.click('main a[href$="/login"]');
      await page.click('main a[href$="/login/end"]');
      await page.click('main form button[type=submit]');
      await tab.goto(`${base}tickets`);
      must(tab.url().includes('/sign-in'), `still in: ${tab.url()}`);
    });
    await promise(on('the browser has nothing to complain about'),
      async () => {
        must(complaints.length === 0, complaints.slice(0, 5).join('\n'));
      });
    await hers.close();
    await context.close();
  }
}
