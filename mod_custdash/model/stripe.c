/* SPDX-License-Identifier: Apache-2.0 */
/* Pays by Stripe. */
#include "stripe.h"

#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "../core/fetch.h"

#define API "https://api.stripe.com"
#define CHECKOUT "https://checkout.stripe.com"
#define TOLERANCE 300 /* seconds that an event may be old (or early) */
#define LIMIT apr_time_from_sec(8)

typedef struct {
    const char *secret, *webhook, *api, *checkout;
} stripe_t;

/* ------------------------------------------------------- settings */

static int is_origin(const char *url)
{
    const char *host = !strncmp(url, "https://", 8) ? url + 8
        : !strncmp(url, "http://127.0.0.1:", 17)    ? url + 17
                                                    : "";

    return *host && !strpbrk(host, "/ ;,'\"");
}

static const char *configure(apr_pool_t *pool, const apr_table_t *settings,
                             void **state)
{
    stripe_t *s = apr_pcalloc(pool, sizeof(*s));

    s->secret = apr_table_get(settings, "secret-key");
    s->webhook = apr_table_get(settings, "webhook-secret");
    s->api = apr_table_get(settings, "api");
    s->checkout = apr_table_get(settings, "checkout");
    s->api = s->api ? s->api : API;
    s->checkout = s->checkout ? s->checkout : CHECKOUT;
    if (!s->secret || !s->webhook) {
        return "it needs the lines \"secret-key sk_…\" and \"webhook-secret "
               "whsec_…\"";
    }
    if (!is_origin(s->api) || !is_origin(s->checkout)) {
        return "api and checkout are origins: https://host, without a path";
    }
    *state = s;
    return NULL;
}

static const char *origin(const void *state)
{
    return ((const stripe_t *) state)->checkout;
}

/* ------------------------------------------------------- a session */

static const char *pair(apr_pool_t *pool, const char *form, const char *name,
                        const char *value)
{
    return apr_pstrcat(pool, form, *form ? "&" : "",
                       apr_pescape_urlencoded(pool, name), "=",
                       apr_pescape_urlencoded(pool, value), NULL);
}

static const char *lower(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text), *s;

    for (s = copy; *s; s++) {
        *s = apr_tolower(*s);
    }
    return copy;
}

static const char *form_of(apr_pool_t *pool, const custdash_payment_t *p)
{
    static const char price[] = "line_items[0][price_data]";
    const struct {
        const char *name, *value;
    } fields[] = {
        { "mode", "payment" },
        { "success_url", p->back },
        { "cancel_url", p->back },
        { "client_reference_id", p->invoice },
        { "metadata[invoice]", p->invoice },
        { "payment_intent_data[metadata][invoice]", p->invoice },
        { "customer_email", p->email },
        { "line_items[0][quantity]", "1" },
        { apr_pstrcat(pool, price, "[currency]", NULL),
          lower(pool, p->currency) },
        { apr_pstrcat(pool, price, "[unit_amount]", NULL),
          apr_psprintf(pool, "%" APR_INT64_T_FMT, p->amount) },
        { apr_pstrcat(pool, price, "[product_data][name]", NULL), p->invoice },
    };
    const char *form = "";
    size_t i;

    for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        form = pair(pool, form, fields[i].name, fields[i].value);
    }
    return form;
}

static const char *text_of(apr_pool_t *pool, const json_t *object,
                           const char *name)
{
    return apr_pstrdup(pool, json_string_value(json_object_get(object, name)));
}

static void take_session(const stripe_t *s, const cd_fetched_t *answer,
                         apr_pool_t *pool, custdash_begun_t *begun)
{
    json_t *session = json_loadb(answer->body, answer->len, 0, NULL);
    apr_size_t n = strlen(s->checkout);

    begun->reference = text_of(pool, session, "id");
    begun->url = text_of(pool, session, "url");
    if (answer->status != 200) {
        const char *why =
            text_of(pool, json_object_get(session, "error"), "message");

        begun->error = apr_psprintf(pool, "%s answered %d: %s", s->api,
                                    answer->status, why ? why : "");
    }
    else if (!begun->reference || !begun->url
             || strncmp(begun->url, s->checkout, n) || begun->url[n] != '/') {
        begun->error = apr_pstrcat(pool, "the answer has no session at ",
                                   s->checkout, NULL);
    }
    json_decref(session);
}

static void begin(const void *state, const custdash_payment_t *payment,
                  apr_pool_t *pool, custdash_begun_t *begun)
{
    const stripe_t *s = state;
    const char *const headers[] = {
        apr_pstrcat(pool, "Authorization: Bearer ", s->secret, NULL),
        apr_pstrcat(pool, "Idempotency-Key: ", payment->once, NULL),
        "Content-Type: application/x-www-form-urlencoded", NULL
    };
    cd_fetch_t fetch = { apr_pstrcat(pool, s->api, "/v1/checkout/sessions",
                                     NULL),
                         headers, form_of(pool, payment), LIMIT };
    cd_fetched_t answer;

    memset(begun, 0, sizeof(*begun));
    cd_fetch(pool, &fetch, &answer);
    if (!answer.status) {
        begun->error = apr_pstrcat(pool, s->api, ": ", answer.error, NULL);
        return;
    }
    take_session(s, &answer, pool, begun);
}

/* ------------------------------------------------------- events */

/* HMAC-SHA256 of "TIME.BODY" with the whole secret as the key. */
static void sign(const stripe_t *s, const char *time, apr_size_t n,
                 const char *body, apr_size_t len, char *hex)
{
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];

    crypto_auth_hmacsha256_init(&state, (const unsigned char *) s->webhook,
                                strlen(s->webhook));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *) time, n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *) ".", 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *) body, len);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_bin2hex(hex, 2 * sizeof(mac) + 1, mac, sizeof(mac));
}

/* "t=1492774577,v1=5257a8…,v1=…,v0=…": the time first found, and any v1 that
 * fits. */
static const char *forged(const stripe_t *s, const char *header,
                          const char *body, apr_size_t len, apr_time_t now)
{
    char hex[2 * crypto_auth_hmacsha256_BYTES + 1];
    const char *time = header ? strstr(header, "t=") : NULL, *v;
    apr_size_t n = time ? strspn(time + 2, "0123456789") : 0;
    apr_int64_t age;

    if (!time || (time != header && time[-1] != ',') || n == 0 || n > 12) {
        return "it has no signature";
    }
    time += 2;
    sign(s, time, n, body, len, hex);
    for (v = strstr(header, "v1="); v; v = strstr(v + 3, "v1=")) {
        if (strcspn(v + 3, ",") == sizeof(hex) - 1
            && !sodium_memcmp(v + 3, hex, sizeof(hex) - 1)) {
            age = apr_time_sec(now) - apr_atoi64(time);
            return age > TOLERANCE || age < -TOLERANCE
                ? "its signature is too old"
                : NULL;
        }
    }
    return "its signature is wrong";
}

static const char *upper(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text), *s;

    for (s = copy; s && *s; s++) {
        *s = apr_toupper(*s);
    }
    return copy;
}

static apr_int64_t number_of(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static const struct {
    const char *name;
    custdash_heard_kind_t kind;
} kinds[] = {
    { "checkout.session.completed", CUSTDASH_HEARD_PAID },
    { "checkout.session.async_payment_succeeded", CUSTDASH_HEARD_PAID },
    { "checkout.session.async_payment_failed", CUSTDASH_HEARD_FAILED },
    { "charge.refunded", CUSTDASH_HEARD_REFUNDED },
    { "charge.dispute.funds_withdrawn", CUSTDASH_HEARD_DISPUTED },
    { "charge.dispute.funds_reinstated", CUSTDASH_HEARD_WON },
};

static custdash_heard_kind_t kind_of(const char *name, const json_t *object)
{
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (name && !strcmp(name, kinds[i].name)) {
            const char *status =
                json_string_value(json_object_get(object, "payment_status"));

            /* completed, but the bank still takes its time */
            return kinds[i].kind == CUSTDASH_HEARD_PAID
                    && (!status || strcmp(status, "paid"))
                ? CUSTDASH_HEARD_PENDING
                : kinds[i].kind;
        }
    }
    return CUSTDASH_HEARD_OTHER;
}

static void take_event(const json_t *event, apr_pool_t *pool,
                       custdash_heard_t *heard)
{
    const json_t *object =
        json_object_get(json_object_get(event, "data"), "object");
    int session;

    heard->event = text_of(pool, event, "id");
    heard->name = text_of(pool, event, "type");
    heard->kind = kind_of(heard->name, object);
    session = heard->kind == CUSTDASH_HEARD_PAID
        || heard->kind == CUSTDASH_HEARD_PENDING
        || heard->kind == CUSTDASH_HEARD_FAILED;
    heard->payment = text_of(pool, object, "payment_intent");
    heard->currency = upper(pool, text_of(pool, object, "currency"));
    heard->invoice =
        text_of(pool, json_object_get(object, "metadata"), "invoice");
    if (session) {
        heard->reference = text_of(pool, object, "id");
        heard->amount = number_of(object, "amount_total");
    }
    else {
        heard->part = text_of(pool, object, "id");
        heard->amount = number_of(object,
                                  heard->kind == CUSTDASH_HEARD_REFUNDED
                                      ? "amount_refunded"
                                      : "amount");
    }
}

static void hear(const void *state, const char *body, apr_size_t len,
                 custdash_header_fn *header, void *baton, apr_time_t now,
                 apr_pool_t *pool, custdash_heard_t *heard)
{
    json_t *event;

    memset(heard, 0, sizeof(*heard));
    heard->error =
        forged(state, header(baton, "Stripe-Signature"), body, len, now);
    if (heard->error) {
        return;
    }
    event = json_loadb(body, len, 0, NULL);
    take_event(event, pool, heard);
    json_decref(event);
    if (!heard->event || !heard->name) {
        heard->kind = CUSTDASH_HEARD_FORGED;
        heard->error = "it is no event";
    }
}

const custdash_gateway_t cd_stripe = { configure, origin, begin, hear };
