// SPDX-License-Identifier: Apache-2.0
// From "Renew Now" to a paid invoice: cart, checkout, a stand-in for Stripe's
// pages, and an event that Stripe's own library has signed.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

const require = createRequire(process.env.CUSTDASH_NODE + '/');
const Stripe = require('stripe');

const SECRET = process.env.CUSTDASH_STRIPE_WEBHOOK;
const stripe = new Stripe('sk_test_of_the_tests');

// Stripe's API and Checkout page in one, on loopback.
function standIn(port) {
  const sessions = new Map();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => { body += data; });
    request.on('end', () => {
      if (request.method === 'GET') {
        response.setHeader('Content-Type', 'text/html');
        response.end('<!DOCTYPE html><title>Checkout</title><h1>Pay</h1>');
        return;
      }
      const fields = new URLSearchParams(body);
      const id = `cs_test_${sessions.size + 1}`;
      const session = { id, object: 'checkout.session',
        url: `http://127.0.0.1:${port}/c/pay/${id}`, payment_status: 'paid',
        payment_intent: `pi_${id}`,
        amount_total: Number(fields.get(
          'line_items[0][price_data][unit_amount]')),
        currency: fields.get('line_items[0][price_data][currency]'),
        metadata: { invoice: fields.get('metadata[invoice]') },
        success_url: fields.get('success_url') };
      sessions.set(id, session);
      response.end(JSON.stringify(session));
    });
  });
  server.listen(port, '127.0.0.1');
  return { sessions, server };
}

async function tell(base, session) {
  const payload = JSON.stringify({ id: `evt_${session.id}`, object: 'event',
    type: 'checkout.session.completed', data: { object: session } });
  return fetch(`${base}gateways/stripe`, { method: 'POST', body: payload,
    headers: { 'Content-Type': 'application/json',
      'Stripe-Signature': stripe.webhooks.generateTestHeaderString(
        { payload, secret: SECRET }) } });
}

export async function paying(browser, t) {
  const { base, promise, must, fits, shoot } = t;
  const { sessions, server } = standIn(
    Number(process.env.CUSTDASH_STRIPE_PORT));

  for (const [label, screen] of Object.entries(t.SCREENS)) {
    const context = await browser.newContext({ viewport: screen,
      hasTouch: label === 'phone', isMobile: label === 'phone' });
    const page = await context.newPage();
    const complaints = [];
    t.listen(page, complaints);
    const on = (name) => `${label}: ${name}`;
    let thing = '';
    let invoice = '';

    await promise(on('Renew Now leads to what is due, Add to Cart fills the '
      + 'cart'), async () => {
      await t.signIn(page);
      await page.click('[data-section=renewals] a.btn-primary');
      must(page.url().endsWith('/renewals'), page.url());
      const row = page.locator('tr:has(form.inline-form button.btn-primary)')
        .first();
      thing = await row.locator('th a').first().getAttribute('href');
      await row.locator('button.btn-primary').click();
      must(await page.locator('.notice-cart-added').count() === 1,
        'no notice');
      await fits(page);
      await shoot(page, `${label}-renewals-cart`);
    });
    await promise(on('Checkout shows what is ordered, and orders it'),
      async () => {
        await page.goto(`${base}cart`);
        await fits(page);
        await shoot(page, `${label}-cart`);
        await page.goto(`${base}renewals`);
        await page.click('.cart-actions a.btn-primary');
        must(page.url().endsWith('/checkout'), page.url());
        await fits(page);
        await shoot(page, `${label}-checkout`);
        await page.click('.form-checkout button[type=submit]');
        must(/\/invoices\/\d+$/.test(page.url()), page.url());
        invoice = page.url();
        must(await page.locator('.notice-order-placed').count() === 1,
          'no notice');
        await fits(page);
        await shoot(page, `${label}-invoice-unpaid`);
      });
    await promise(on('it is paid at the gateway'), async () => {
      await page.click('[data-section=paying] button[name=gateway]');
      await page.waitForURL('**/c/pay/**');
      const session = sessions.get(page.url().split('/').pop());
      const answer = await tell(base, session);
      must(answer.status === 200, `the event: ${answer.status}`);
      must((await answer.text()).trim() === 'paid', 'not paid');
      await page.goto(session.success_url);
      must(page.url() === invoice, page.url());
      must(await page.locator('main .status', { hasText: 'Paid' }).count() > 0,
        'the invoice is not paid');
      must(await page.locator('[data-section=payments]').count() === 1,
        'no payment');
      must(await page.locator('[data-section=paying]').count() === 0,
        'it can be paid again');
      await fits(page);
      await shoot(page, `${label}-invoice-paid`);
    });
    await promise(on('what was renewed is due no more'), async () => {
      await page.goto(`${base}renewals`);
      must(await page.locator(`th a[href="${thing}"]`).count() === 0,
        'it is still due');
      await page.goto(base);
      must(await page.locator('[data-section=renewals]').count() <= 1,
        'sections');
    });
    await promise(on('nothing to complain about while paying'), async () => {
      must(complaints.length === 0, complaints.slice(0, 5).join('\n'));
    });
    await context.close();
  }
  await promise('an event that another secret has signed is refused',
    async () => {
      const payload = JSON.stringify({ id: 'evt_x', type: 'x', data: {} });
      const answer = await fetch(`${base}gateways/stripe`, { method: 'POST',
        body: payload, headers: { 'Stripe-Signature':
          stripe.webhooks.generateTestHeaderString({ payload,
            secret: 'whsec_other' }) } });
      must(answer.status === 400, `${answer.status}`);
    });
  server.close();
}
