// SPDX-License-Identifier: Apache-2.0
// A customer's way through the dashboard in a real browser, on a phone and on
// a wide screen. journey.mjs BASE-URL FOLDER: screenshots go to FOLDER.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { account } from './account.mjs';
import { guides } from './guides.mjs';
import { paying } from './paying.mjs';
import { tickets } from './tickets.mjs';

const require = createRequire(process.env.CUSTDASH_NODE + '/');
const { chromium } = require('playwright-core');
const [base, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const USER = 'demo@example.com';
const PASSWORD = process.env.CUSTDASH_PASSWORD;
const SECTIONS = ['personal', 'contacts', 'shortcuts', 'banner', 'tiles',
  'services', 'renewals', 'domain-search', 'tickets', 'news'];
const SCREENS = { phone: { width: 390, height: 844 },
  wide: { width: 1440, height: 900 } };

let passed = 0;
let failed = 0;

async function promise(name, check) {
  try {
    await check();
    passed += 1;
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n    ${String(error.message || error)
      .split('\n').join('\n    ')}`);
  }
}

function must(condition, message) {
  if (!condition) {
    throw new Error(message);
  }
}

// Everything the browser complains about: refused styles, broken images.
function listen(page, complaints) {
  page.on('console', (m) => {
    // failed loads are told by the responses below, with their addresses
    if ((m.type() === 'error' || m.type() === 'warning')
        && !m.text().startsWith('Failed to load resource')) {
      complaints.push(m.text());
    }
  });
  page.on('pageerror', (e) => complaints.push(String(e)));
  page.on('response', (r) => {
    if (r.status() >= 400 && !r.url().includes('nothing-here')
        && r.status() !== 422) {
      complaints.push(`${r.status()} ${r.url()}`);
    }
  });
}

async function shoot(page, name) {
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

// Nothing may stick out at the side: a phone would scroll sideways.
async function fits(page) {
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth - window.innerWidth);
  must(wide <= 0, `the page is ${wide} px wider than the screen`);
}

async function signIn(page) {
  await page.goto(base);
  must(page.url().includes('/sign-in'), `no sign-in page: ${page.url()}`);
  await page.fill('input[name=email]', USER);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button[type=submit]:not(.sign-out)');
  await page.waitForSelector('[data-section=tiles]');
}

async function walk(browser, screen, options, label) {
  const context = await browser.newContext({ viewport: SCREENS[screen],
    javaScriptEnabled: true, ...options });
  const page = await context.newPage();
  const complaints = [];
  listen(page, complaints);
  const on = (name) => `${label}: ${name}`;

  await promise(on('a wrong password keeps the address and says so'),
    async () => {
      await page.goto(`${base}sign-in`);
      await page.fill('input[name=email]', USER);
      await page.fill('input[name=password]', 'not-the-password');
      await page.click('main button[type=submit]');
      must(await page.inputValue('input[name=email]') === USER,
        'the address is gone');
      must(await page.locator('[role=alert]').count() > 0, 'no message');
      await shoot(page, `${label}-sign-in`);
    });
  await promise(on('signing in shows the ten sections'), async () => {
    await signIn(page);
    for (const name of SECTIONS) {
      const section = page.locator(`[data-section=${name}]`);
      must(await section.count() === 1, `section ${name} is not there once`);
      must(await section.isVisible(), `section ${name} is hidden`);
    }
    await fits(page);
    await shoot(page, `${label}-dashboard`);
    // what a customer sees first; the README shows it
    await page.screenshot({ path: `${folder}/${label}-first-sight.png` });
  });
  const lists = ['services', 'domains', 'invoices', 'tickets'];
  for (const [i, name] of lists.entries()) {
    await promise(on(`the tile leads to the list of ${name}`), async () => {
      await page.goto(base);
      await page.locator('[data-section=tiles] a').nth(i).click();
      must(page.url().includes(`/${name}`), page.url());
      must(await page.locator('h1').count() === 1, 'not one h1');
      await fits(page);
      await shoot(page, `${label}-${name}`);
    });
  }
  for (const [name, path] of [['personal', 'personal'],
    ['contacts', 'contacts'], ['contact-new', 'contacts/new'],
    ['renewals', 'renewals'], ['order', 'order'], ['news', 'news'],
    ['emails', 'emails'],
    ['domain-search', 'domains/search?name=example&how=register'],
    ['guide', 'guides/register-a-domain'], ['error', 'nothing-here']]) {
    await promise(on(`the page ${name} fits the screen`), async () => {
      await page.goto(base + path);
      must(await page.locator('h1').count() === 1, 'not one h1');
      await fits(page);
      await shoot(page, `${label}-${name}`);
    });
  }
  await promise(on('the first thing, its page and back'), async () => {
    await page.goto(`${base}services`);
    const manage = page.locator('main a[href*="/services/"]').first();
    await manage.click();
    must(/\/services\/\d+$/.test(page.url()), page.url());
    await fits(page);
    await shoot(page, `${label}-service`);
    await page.goto(`${base}tickets`);
    await page.locator('main a[href*="/tickets/"]').first().click();
    await fits(page);
    await shoot(page, `${label}-ticket`);
    await page.goto(`${base}invoices`);
    await page.locator('main a[href*="/invoices/"]').first().click();
    await fits(page);
    await shoot(page, `${label}-invoice`);
  });
  await promise(on('the browser has nothing to complain about'), async () => {
    must(complaints.length === 0, complaints.slice(0, 5).join('\n'));
  });
  await promise(on('signing out ends it'), async () => {
    await page.goto(base);
    // on a phone the button is behind the menu
    const buttons = page.locator('form[action$="/sign-out"] button');
    if (!await buttons.first().isVisible()) {
      const menus = page.locator('header details > summary');
      for (let i = 0; i < await menus.count(); i += 1) {
        if (await menus.nth(i).isVisible()) {
          await menus.nth(i).click();
        }
      }
      await shoot(page, `${label}-menu`);
    }
    await buttons.locator('visible=true').first().click();
    must(page.url().includes('/sign-in'), page.url());
    await page.goto(`${base}services`);
    must(page.url().includes('/sign-in'), `still signed in: ${page.url()}`);
  });
  await context.close();
}

async function keyboard(browser) {
  const context = await browser.newContext({ viewport: SCREENS.wide });
  const page = await context.newPage();
  await promise('keyboard: skip link, fields and sign-in without a mouse',
    async () => {
      await page.goto(`${base}sign-in`);
      await page.keyboard.press('Tab');
      must(await page.evaluate(() =>
        document.activeElement.getAttribute('href')) === '#main',
      'the first stop is not the skip link');
      await page.focus('input[name=email]');
      await page.keyboard.type(USER);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-section=tiles]');
    });
  await promise('every field has a label, every image a text', async () => {
    for (const path of ['', 'contacts/new', 'domains/search']) {
      await page.goto(base + path);
      const bad = await page.evaluate(() => {
        const named = (e) => (e.labels && e.labels.length)
          || e.getAttribute('aria-label');
        return [...document.querySelectorAll(
          'input:not([type=hidden]), select, textarea')]
          .filter((e) => !named(e)).map((e) => e.outerHTML)
          .concat([...document.querySelectorAll('img:not([alt])')]
            .map((e) => e.outerHTML));
      });
      must(bad.length === 0, `${path}: ${bad.join(' ')}`);
    }
  });
  await context.close();
}

async function register(browser) {
  const context = await browser.newContext({ viewport: SCREENS.phone,
    locale: 'pl-PL', javaScriptEnabled: false });
  const page = await context.newPage();
  await promise('register in Polish, without JavaScript, and sign in',
    async () => {
      const email = `nowa-${process.pid}@example.com`;
      await page.goto(`${base}register`);
      must(await page.getAttribute('html', 'lang') === 'pl', 'not Polish');
      await page.fill('input[name=first-name]', 'Łucja');
      await page.fill('input[name=last-name]', 'Źródło');
      await page.fill('input[name=email]', email);
      await page.selectOption('select[name=country]', 'PL', { force: true });
      await page.fill('input[name=password]', 'zielona herbata 7');
      await page.fill('input[name=password-again]', 'zielona herbata 7');
      // without JavaScript the browser can't tell when a page is at rest
      await page.check('input[name=terms]', { force: true });
      await shoot(page, 'phone-register');
      await page.click('main button[type=submit]', { force: true });
      must(page.url().includes('/sign-in'), page.url());
      await page.fill('input[name=email]', email);
      await page.fill('input[name=password]', 'zielona herbata 7');
      await page.click('main button[type=submit]', { force: true });
      await page.waitForSelector('[data-section=tiles]');
      must(await page.getAttribute('html', 'lang') === 'pl', 'not Polish');
      await fits(page);
      await shoot(page, 'phone-empty-dashboard');
    });
  await context.close();
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update',
    '--disable-sync'] });
try {
  await walk(browser, 'wide', {}, 'wide');
  await walk(browser, 'phone', { hasTouch: true, isMobile: true }, 'phone');
  await walk(browser, 'wide', { colorScheme: 'dark' }, 'dark');
  await tickets(browser, { base, SCREENS, promise, must, fits, shoot, listen,
    signIn });
  await paying(browser, { base, SCREENS, promise, must, fits, shoot, listen,
    signIn });
  await account(browser, { base, SCREENS, promise, must, fits, shoot, listen });
  await keyboard(browser);
  await register(browser);
  await guides(browser, { base, promise, must, fits, shoot });
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
