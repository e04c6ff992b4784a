/* SPDX-License-Identifier: Apache-2.0 */
/* Puts mails into the outbox. */
#include "mail.h"

#include <apr_strings.h>
#include <libxml/tree.h>

#include "../core/clock.h"
#include "../core/utf8.h"

static apr_status_t free_document(void *data)
{
    xmlFreeDoc(data);
    return APR_SUCCESS;
}

static apr_status_t free_buffer(void *data)
{
    xmlBufferFree(data);
    return APR_SUCCESS;
}

const char *cd_mail_fields(apr_pool_t *pool, const char *const *pairs)
{
    static const char *const none[] = { NULL };
    xmlDocPtr document = xmlNewDoc(BAD_CAST "1.0");
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodePtr node = xmlNewDocNode(document, NULL, BAD_CAST "fields", NULL);

    if (document) {
        apr_pool_cleanup_register(pool, document, free_document,
                                  apr_pool_cleanup_null);
    }
    if (buffer) {
        apr_pool_cleanup_register(pool, buffer, free_buffer,
                                  apr_pool_cleanup_null);
    }
    if (!document || !buffer || !node) {
        return NULL;
    }
    xmlDocSetRootElement(document, node);
    for (pairs = pairs ? pairs : none; *pairs; pairs += 2) {
        if (pairs[1]) {
            xmlNewProp(node, BAD_CAST pairs[0],
                       BAD_CAST cd_utf8_clean(pool, pairs[1]));
        }
    }
    return xmlNodeDump(buffer, document, node, 0, 0) < 0
        ? NULL
        : apr_pstrdup(pool, (const char *) xmlBufferContent(buffer));
}

cd_db_result_t cd_mail_put(cd_db_t *db, apr_pool_t *pool,
                           const cd_mail_t *mail, apr_time_t now)
{
    cd_arg_t args[] = {
        { "account", cd_int_v(mail->account) },
        { "user", cd_int_v(mail->user) },
        { "contact", cd_int_v(mail->contact) },
        { "template", cd_text_v(mail->template) },
        { "category", cd_text_v(mail->category) },
        { "to", cd_text_v(mail->to) },
        { "name", cd_text_v(mail->name ? mail->name : "") },
        { "language", cd_text_v(mail->language ? mail->language : "en") },
        { "fields", cd_text_v(cd_mail_fields(pool, mail->fields)) },
        { "secrets",
          cd_text_v(mail->secrets ? cd_mail_fields(pool, mail->secrets)
                                  : NULL) },
        { "once", cd_text_v(mail->once) },
        { "now", cd_text_v(cd_clock_utc(now, pool)) }
    };
    cd_db_result_t result = cd_db_exec(
        db, "mail.put", args, sizeof(args) / sizeof(args[0]), NULL, NULL);

    return result == CD_DB_DUPLICATE ? CD_DB_OK : result;
}
