/* SPDX-License-Identifier: Apache-2.0 */
/* The site map: what each URL shows and does. */
#include "pages.h"

#include "../model/permission.h"
#include "../model/session.h"

static const char *const search_arguments[] = { "name", "how", NULL };

#define GET_ CD_GET
#define FORM CD_GET | CD_POST

/* clang-format off: a table that reads like a site map */
static const cd_route_t routes[] = {
    /* methods, path, access, write, name, statements in document order,
       arguments, fields, prepare, action */
    { GET_,
      "/",
      CD_ANY,
      0,
      "dashboard",
      { "account.overview", "site.content", "renewals.due",
        "tickets.recent" } },
    { GET_,
      "/personal",
      CD_PROFILE,
      0,
      "personal",
      { "account.personal", "account.mail-preferences" } },

    { GET_, "/services", CD_SERVICES, 0, "services", { "services.list" } },
    { GET_,
      "/services/{#service}",
      CD_SERVICES,
      0,
      "service",
      { "service.one!", "service.invoices" } },
    { GET_,
      "/renewals",
      CD_SERVICES | CD_DOMAINS,
      0,
      "renewals",
      { "renewals.all" } },
    { GET_, "/order", CD_ORDERS, 0, "order", { "products.offered" } },

    { GET_, "/domains", CD_DOMAINS, 0, "domains", { "domains.list" } },
    { GET_,
      "/domains/search",
      CD_ANY,
      0,
      "domain-search",
      { "tlds.offered", "domain.taken" },
      search_arguments,
      NULL,
      cd_domain_search_prepare },
    { GET_, "/domains/{#domain}", CD_DOMAINS, 0, "domain", { "domain.one!" } },

    { GET_, "/invoices", CD_INVOICES, 0, "invoices", { "invoices.list" } },
    { GET_,
      "/invoices/{#invoice}",
      CD_INVOICES,
      0,
      "invoice",
      { "invoice.one!", "invoice.lines" } },

    { GET_, "/tickets", CD_TICKETS, 0, "tickets", { "tickets.list" } },
    { GET_,
      "/tickets/{ticket}",
      CD_TICKETS,
      0,
      "ticket",
      { "ticket.one!", "ticket.messages" } },

    { GET_, "/contacts", CD_CONTACTS, 0, "contacts", { "contacts.list" } },
    { FORM,
      "/contacts/new",
      CD_CONTACTS,
      0,
      "contact-new",
      { NULL },
      NULL,
      cd_contact_fields,
      NULL,
      cd_contact_new },

    { GET_, "/activity", CD_OWNER, 0, "activity", { "audit.list" } },

    { GET_, "/guides", CD_PUBLIC, 0, "guides", { "guides.list" } },
    { GET_, "/guides/{guide}", CD_PUBLIC, 0, "guide", { "guide.one!" } },
    { GET_, "/news", CD_ANY, 0, "news", { "news.list" } },
    { GET_, "/news/{#news}", CD_ANY, 0, "news-article", { "news.one!" } },

    { FORM,
      "/sign-in",
      CD_GUEST,
      0,
      "sign-in",
      { NULL },
      NULL,
      cd_sign_in_fields,
      NULL,
      cd_sign_in },
    { CD_POST,
      "/sign-out",
      CD_ANY,
      0,
      "sign-out",
      { NULL },
      NULL,
      NULL,
      NULL,
      cd_sign_out },
    { FORM,
      "/register",
      CD_GUEST,
      0,
      "register",
      { NULL },
      NULL,
      cd_register_fields,
      cd_register_prepare,
      cd_register },
    { 0, NULL, 0, 0, NULL, { NULL }, NULL, NULL, NULL, NULL }
};
/* clang-format on */

static const char *const labels[] = { "session.current",
                                      "session.current-many",
                                      "session.viewer",
                                      "session.create",
                                      "session.touch",
                                      "session.end",
                                      "session.purge",
                                      "user.by-email",
                                      "user.default-account",
                                      "user.create",
                                      "user.set-password",
                                      "account.create",
                                      "membership.create-owner",
                                      "mail-preference.create-defaults",
                                      "contact.create",
                                      "contact.preference",
                                      "audit.put",
                                      "mail.put",
                                      NULL };

static const char *const extra_pages[] = { "error", NULL };

const cd_site_t cd_site = { routes,
                            cd_permissions,
                            labels,
                            extra_pages,
                            cd_session_viewer,
                            cd_session_current,
                            cd_session_touch_is_due,
                            cd_session_touch };
