/* SPDX-License-Identifier: Apache-2.0 */
/* Prints one ticket with its conversation, for people or for programs. */
#include <apr_strings.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

#include "../core/utf8.h"
#include "ticket.h"

typedef struct {
    apr_pool_t *pool;
    xmlNodePtr ticket; /* NULL: none such */
} shower_t;

static const char *attribute_name(apr_pool_t *pool, const char *column)
{
    char *name = apr_pstrdup(pool, column), *s;

    for (s = name; *s; s++) {
        *s = *s == '_' ? '-' : *s;
    }
    return name;
}

static void add_row(shower_t *s, xmlNodePtr node, const cd_row_t *row)
{
    int i;

    for (i = 0; i < row->n; i++) {
        const char *value =
            row->value[i] ? cd_utf8_clean(s->pool, row->value[i]) : NULL;

        if (value && !strcmp(row->name[i], "body")) {
            xmlAddChild(node, xmlNewDocText(node->doc, BAD_CAST value));
        }
        else if (value) {
            xmlNewProp(node, BAD_CAST attribute_name(s->pool, row->name[i]),
                       BAD_CAST value);
        }
    }
}

static cd_db_result_t take_ticket(void *baton, const cd_row_t *row)
{
    shower_t *s = baton;

    add_row(s, s->ticket, row);
    return CD_DB_OK;
}

static cd_db_result_t take_entry(void *baton, const cd_row_t *row)
{
    shower_t *s = baton;
    xmlNodePtr node = xmlNewTextChild(s->ticket, NULL, BAD_CAST "entry", NULL);

    add_row(s, node, row);
    return CD_DB_OK;
}

/* What a terminal could take for a command is not printed as such. */
static void print_text(const char *text)
{
    for (; *text; text++) {
        int is_c1 =
            (unsigned char) text[0] == 0xc2 && (unsigned char) text[1] < 0xa0;

        if (is_c1) {
            text++;
        }
        putchar(is_c1
                        || ((unsigned char) *text < 0x20 && *text != '\n'
                            && *text != '\t')
                        || *text == 0x7f
                    ? ' '
                    : *text);
    }
}

static void print_attribute(xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetProp(node, BAD_CAST name);

    if (value) {
        print_text((const char *) value);
        xmlFree(value);
    }
}

static void print_entry(xmlNodePtr node)
{
    xmlChar *body = xmlNodeGetContent(node);

    fputs("\n-- ", stdout);
    print_attribute(node, "kind");
    fputs(", ", stdout);
    print_attribute(node, "author");
    fputs(", ", stdout);
    print_attribute(node, "created");
    putchar('\n');
    print_text((const char *) body);
    putchar('\n');
    xmlFree(body);
}

static void print_people(xmlNodePtr ticket)
{
    xmlAttrPtr a;
    xmlNodePtr node;

    for (a = ticket->properties; a; a = a->next) {
        printf("%-10s ", a->name);
        print_attribute(ticket, (const char *) a->name);
        putchar('\n');
    }
    for (node = ticket->children; node; node = node->next) {
        print_entry(node);
    }
}

int cd_ticket_show(cd_db_t *db, const char *number, const char *format,
                   apr_pool_t *pool)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    shower_t s = { pool, xmlNewDocNode(doc, NULL, BAD_CAST "ticket", NULL) };
    cd_arg_t args[] = { { "ticket", cd_text_v(number) } };
    int code = CD_EXIT_OK;

    xmlDocSetRootElement(doc, s.ticket);
    if (cd_db_query(db, "ticket.of-staff", args, 1, take_ticket, &s)
            != CD_DB_OK
        || cd_db_query(db, "ticket.conversation", args, 1, take_entry, &s)
            != CD_DB_OK) {
        cd_complain("%s", cd_db_error(db));
        code = CD_EXIT_FAILED;
    }
    else if (!s.ticket->properties) {
        cd_complain("there is no ticket %s", number);
        code = CD_EXIT_FAILED;
    }
    else if (!strcmp(format, "xml")) {
        code = xmlSaveFormatFileEnc("-", doc, "UTF-8", 0) < 0 ? CD_EXIT_FAILED
                                                              : CD_EXIT_OK;
    }
    else {
        print_people(s.ticket);
    }
    xmlFreeDoc(doc);
    return code;
}
