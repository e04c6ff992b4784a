/* SPDX-License-Identifier: Apache-2.0 */
/* A row of the outbox becomes a document, the document a mail. */
#include <apr_hash.h>
#include <apr_strings.h>
#include <string.h>

#include "../core/clock.h"
#include "../core/crypto.h"
#include "../core/markdown.h"
#include "../core/plain_text.h"
#include "../core/mime.h"
#include "../core/text.h"
#include "../core/theme.h"
#include "../core/theme_xml.h"
#include "../core/utf8.h"
#include "../model/mailing_list.h"
#include "../model/permission.h"
#include "../pages/pages.h"
#include "mail.h"

const char CD_MAIL_ADDRESS[] = "this address can't be written to";

struct cd_mailer_t {
    apr_pool_t *pool;
    const cd_mail_conf_t *conf;
    cd_clock_t *clock;
    cd_viewer_t reader; /* may follow every link */
    apr_hash_t *themes; /* by template: each with that one sheet */
};

/* One mail in the making. */
typedef struct {
    cd_mailer_t *mailer;
    const cd_theme_t *theme;
    const cd_outgoing_t *mail;
    const char *language, *today, *unsubscribe;
    const char *reply; /* an address with a token, or NULL */
    apr_pool_t *pool;
} making_t;

cd_mailer_t *cd_mailer_create(const cd_mail_conf_t *conf, apr_pool_t *pool)
{
    cd_mailer_t *mailer = apr_pcalloc(pool, sizeof(*mailer));

    mailer->pool = pool;
    mailer->conf = conf;
    mailer->clock = cd_clock_create(pool, conf->time_zone);
    mailer->reader.permissions = CD_ALL;
    mailer->themes = apr_hash_make(pool);
    return mailer;
}

/* A sheet is compiled when the first mail needs it; a broken one hinders no
 * other. */
static const char *find_theme(cd_mailer_t *mailer, const char *template,
                              const cd_theme_t **theme, apr_pool_t *pool)
{
    const char *pages[] = { NULL, NULL };
    cd_theme_source_t source = { mailer->conf->theme,
                                 mailer->conf->theme_parents, NULL, NULL,
                                 pages };
    apr_pool_t *own;
    cd_theme_t *loaded;
    const char *error;

    *theme = apr_hash_get(mailer->themes, template, APR_HASH_KEY_STRING);
    if (*theme) {
        return NULL;
    }
    apr_pool_create(&own, mailer->pool);
    pages[0] = apr_pstrcat(own, CD_MAIL_SHEET, template, NULL);
    error = cd_theme_load(&loaded, own, &source);
    if (error) {
        error = apr_pstrdup(pool, error);
        apr_pool_destroy(own);
        return error;
    }
    *theme = loaded;
    apr_hash_set(mailer->themes, apr_pstrdup(mailer->pool, template),
                 APR_HASH_KEY_STRING, loaded);
    return NULL;
}

static void set_attribute(xmlNodePtr node, const char *name, const char *value,
                          apr_pool_t *pool)
{
    if (value && *value) {
        xmlSetProp(node, BAD_CAST name, BAD_CAST cd_utf8_clean(pool, value));
    }
}

/* What somebody wrote, as elements. */
static void add_body(xmlNodePtr root, const char *text)
{
    xmlNodePtr body = xmlNewTextChild(root, NULL, BAD_CAST "body", NULL);

    if (body) {
        cd_markdown_append(body, text, strlen(text));
    }
}

/* "support@example.com" with the token is "support+token@example.com". */
static void take_reply(making_t *m, xmlNodePtr root, const char *token)
{
    const char *address = m->mailer->conf->ticket_address, *at;

    if (!address || !*token) {
        return;
    }
    at = strrchr(address, '@');
    m->reply =
        apr_pstrcat(m->pool, apr_pstrmemdup(m->pool, address, at - address),
                    "+", token, at, NULL);
    set_attribute(root, "reply", token, m->pool);
}

/* The attributes of an element that model/mail.c wrote. */
static const char *add_fields(making_t *m, xmlNodePtr root, const char *text)
{
    cd_bytes_t bytes = { text, strlen(text), 0 };
    const char *error;
    xmlDocPtr doc =
        cd_xml_parse(&bytes, "fields", "fields", NULL, m->pool, &error);
    const char *base = m->mailer->conf->address;
    xmlAttrPtr attribute;

    if (!doc) {
        return error;
    }
    for (attribute = xmlDocGetRootElement(doc)->properties; attribute;
         attribute = attribute->next) {
        const char *name = (const char *) attribute->name;
        const char *value = cd_xml_attribute(attribute->parent, name, m->pool);

        if (!strcmp(name, "markdown")) {
            add_body(root, value ? value : "");
        }
        else if (!strcmp(name, "reply")) {
            take_reply(m, root, value ? value : "");
        }
        else if (strcmp(name, "path")) {
            set_attribute(root, name, value, m->pool);
        }
        else if (value && *value == '/') {
            set_attribute(root, "link",
                          apr_pstrcat(m->pool, base, value, NULL), m->pool);
        }
    }
    xmlFreeDoc(doc);
    return NULL;
}

/* What every mail has, whatever its fields are called. */
static void add_frame(making_t *m, xmlNodePtr root, int again)
{
    const cd_mail_conf_t *conf = m->mailer->conf;
    const struct {
        const char *name, *value;
    } frame[] = {
        { "name", m->mail->template },
        { "lang", m->language },
        { "dir", cd_text_rtl(m->language) ? "rtl" : "ltr" },
        { "base", conf->address },
        { "site", conf->site_name },
        { "today", m->today },
        { "category", m->mail->category },
        { "to", m->mail->to },
        { "receiver", m->mail->name },
        { "unsubscribe", again ? NULL : m->unsubscribe },
        { "link-hidden", again && m->mail->secrets ? "1" : NULL },
    };
    size_t i;

    for (i = 0; i < sizeof(frame) / sizeof(frame[0]); i++) {
        xmlUnsetProp(root, BAD_CAST frame[i].name);
        set_attribute(root, frame[i].name, frame[i].value, m->pool);
    }
}

static apr_status_t free_document(void *document)
{
    xmlFreeDoc(document);
    return APR_SUCCESS;
}

/* @a again: as it is shown later, without secrets. */
static const char *make_document(making_t *m, int again, xmlDocPtr *document)
{
    xmlNodePtr root;
    const char *error;

    *document = xmlNewDoc(BAD_CAST "1.0");
    root = xmlNewDocNode(*document, NULL, BAD_CAST "mail", NULL);
    if (!*document || !root) {
        return "out of memory";
    }
    apr_pool_cleanup_register(m->pool, *document, free_document,
                              apr_pool_cleanup_null);
    xmlDocSetRootElement(*document, root);
    error = add_fields(m, root, m->mail->fields);
    if (!error && m->mail->secrets && !again) {
        error = add_fields(m, root, m->mail->secrets);
    }
    add_frame(m, root, again);
    return error;
}

static const char *url(const cd_render_t *render, const char *name,
                       const char *const *args, int n, apr_pool_t *pool)
{
    const cd_mailer_t *mailer = render->baton;

    return cd_route_url(&cd_site, &mailer->reader, render->base, name, args, n,
                        pool);
}

static const char *render(making_t *m, int again, const char **html,
                          const char **subject, const char **text)
{
    const cd_mail_conf_t *conf = m->mailer->conf;
    cd_render_t how = { m->language, conf->time_zone, m->today, conf->address,
                        url,         m->mailer };
    const char *error = NULL;
    apr_size_t len = 0;
    xmlDocPtr document;

    error = make_document(m, again, &document);
    if (error) {
        return error;
    }
    if (cd_theme_render(
            m->theme,
            apr_pstrcat(m->pool, CD_MAIL_SHEET, m->mail->template, NULL),
            document, &how, m->pool, html, &len, &error)
        != APR_SUCCESS) {
        return error ? error : "the sheet made no mail";
    }
    return cd_html_plain(*html, len, m->pool, subject, text) == APR_SUCCESS
        ? NULL
        : "the sheet made no HTML";
}

static void add_header(cd_made_mail_t *made, const char *line)
{
    APR_ARRAY_PUSH(made->headers, const char *) = line;
}

static const char *domain_of(const char *address)
{
    return strchr(address, '@') + 1;
}

/* The headers that curl doesn't make (RFC 5322, RFC 3834, RFC 8058). */
static void add_headers(making_t *m, cd_made_mail_t *made, const char *subject,
                        apr_time_t now)
{
    const cd_mail_conf_t *conf = m->mailer->conf;
    apr_pool_t *pool = m->pool;

    add_header(
        made,
        apr_pstrcat(pool, "From: ",
                    cd_mime_mailbox(pool, conf->from_name, conf->from, 6),
                    NULL));
    add_header(
        made,
        apr_pstrcat(
            pool, "To: ", cd_mime_mailbox(pool, m->mail->name, m->mail->to, 4),
            NULL));
    if (m->reply || conf->reply_to) {
        add_header(made,
                   apr_pstrcat(pool, "Reply-To: ",
                               m->reply ? m->reply : conf->reply_to, NULL));
    }
    add_header(
        made,
        apr_pstrcat(pool, "Subject: ", cd_mime_text(pool, subject, 9), NULL));
    add_header(made,
               apr_pstrcat(pool, "Date: ", cd_mime_date(pool, now), NULL));
    add_header(made,
               apr_pstrcat(pool, "Message-ID: ", made->message_id, NULL));
    add_header(made, "Auto-Submitted: auto-generated");
    if (m->unsubscribe) {
        add_header(made,
                   apr_pstrcat(pool, "List-Unsubscribe: <", m->unsubscribe,
                               ">", NULL));
        add_header(made, "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }
}

/* A mail keeps its Message-ID when it is sent again, so that a second copy
 * can be known as one. */
static const char *message_id(making_t *m)
{
    return m->mail->message_id
        ? m->mail->message_id
        : apr_pstrcat(m->pool, "<", cd_token_create(m->pool), "@",
                      domain_of(m->mailer->conf->from), ">", NULL);
}

static const char *unsubscribe_link(const making_t *m)
{
    const char *path = m->mail->mail_key && m->mail->account
            && !strcmp(m->mail->category, "mailing-list")
        ? cd_unsubscribe_path(m->pool, m->mail->mail_key, m->mail->account)
        : NULL;

    return path ? apr_pstrcat(m->pool, m->mailer->conf->address, path, NULL)
                : NULL;
}

const char *cd_mailer_make(cd_mailer_t *mailer, const cd_outgoing_t *mail,
                           apr_time_t now, cd_made_mail_t *made,
                           apr_pool_t *pool)
{
    making_t m = { .mailer = mailer, .mail = mail, .pool = pool };
    const char *error, *subject, *ignored;

    if (!cd_mime_is_address(mail->to)) {
        return CD_MAIL_ADDRESS;
    }
    error = find_theme(mailer, mail->template, &m.theme, pool);
    if (error) {
        return error;
    }
    m.language = cd_theme_negotiate(m.theme, mail->language, pool);
    m.today = cd_clock_date(mailer->clock, now, pool);
    m.unsubscribe = unsubscribe_link(&m);
    error = render(&m, 0, &made->html, &subject, &made->text);
    if (!error) {
        error = render(&m, 1, &ignored, &made->subject, &made->body);
    }
    if (error) {
        return error;
    }
    made->from = mailer->conf->from;
    made->to = mail->to;
    made->message_id = message_id(&m);
    made->headers = apr_array_make(pool, 10, sizeof(char *));
    add_headers(&m, made, subject, now);
    return NULL;
}
