/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of what staff publishes: the headers of their forms and their
 * statements. */
#include "publish.h"

#define TEXT_BYTES 65535
#define GUIDE_BYTES (256 * 1024)

static const char *const placements[] = { "main", "top", NULL };

static const char *const permissions[] = {
    "profile", "contacts",       "services",      "services.manage",
    "domains", "domains.manage", "invoices",      "invoices.pay",
    "orders",  "tickets",        "tickets.write", "emails",
    NULL
};

static const char *const incidents[] = { "incident", "maintenance", NULL };

static const char *const progress[] = { "planned",    "investigating",
                                        "identified", "in-progress",
                                        "monitoring", "resolved",
                                        "cancelled",  NULL };

static const cd_p_field_t news_fields[] = {
    { "Title", "title", CD_P_TEXT, CD_P_REQUIRED, 0, 200, NULL, NULL },
    { "Language", "language", CD_P_LANGUAGE, 0, 0, 0, NULL, NULL },
    { "Published", "published_on", CD_P_DATE, CD_P_REQUIRED, 0, 0, NULL,
      "today" },
    { "Summary", "summary", CD_P_TEXT, 0, 0, 500, NULL, NULL },
    { "Products", "products", CD_P_PRODUCTS, 0, 0, 0, NULL, NULL },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const cd_p_field_t guide_fields[] = {
    { "Slug", "slug", CD_P_SLUG, CD_P_REQUIRED, 0, 100, NULL, NULL },
    { "Language", "language", CD_P_LANGUAGE, CD_P_REQUIRED, 0, 0, NULL, NULL },
    { "Category", "category", CD_P_TEXT, CD_P_REQUIRED, 0, 100, NULL, NULL },
    { "Title", "title", CD_P_TEXT, CD_P_REQUIRED, 0, 200, NULL, NULL },
    { "Summary", "summary", CD_P_TEXT, 0, 0, 500, NULL, NULL },
    { "Position", "position", CD_P_NUMBER, CD_P_REQUIRED, -9999, 9999, NULL,
      "0" },
    { "Related", "related", CD_P_SLUGS, 0, 0, 500, NULL, NULL },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const cd_p_field_t banner_fields[] = {
    { "Title", "title", CD_P_TEXT, 0, 0, 200, NULL, NULL },
    { "Placement", "placement", CD_P_WORD, CD_P_REQUIRED, 0, 0, placements,
      "main" },
    { "Language", "language", CD_P_LANGUAGE, 0, 0, 0, NULL, NULL },
    { "Starts", "starts_on", CD_P_DATE, CD_P_REQUIRED, 0, 0, NULL, "today" },
    { "Ends", "ends_on", CD_P_DATE, 0, 0, 0, NULL, NULL },
    { "Link", "link", CD_P_LINK, 0, 0, 500, NULL, NULL },
    { "Link-text", "link_text", CD_P_TEXT, 0, 0, 100, NULL, NULL },
    { "Weight", "weight", CD_P_NUMBER, CD_P_REQUIRED, 1, 1000, NULL, "1" },
    { "Position", "position", CD_P_NUMBER, CD_P_REQUIRED, -9999, 9999, NULL,
      "0" },
    { "Has-products", "has_products", CD_P_PRODUCTS, 0, 0, 200, NULL, NULL },
    { "Lacks-products", "lacks_products", CD_P_PRODUCTS, 0, 0, 200, NULL,
      NULL },
    { "Countries", "countries", CD_P_COUNTRIES, 0, 0, 200, NULL, NULL },
    { "New-days", "new_days", CD_P_NUMBER, 0, 0, 9999, NULL, NULL },
    { "Picture", "picture", CD_P_PICTURE, 0, 0, 32, NULL, NULL },
    { "Picture-text", "picture_text", CD_P_TEXT, 0, 0, 200, NULL, NULL },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const cd_p_field_t shortcut_fields[] = {
    { "Name", "name", CD_P_TEXT, CD_P_REQUIRED, 0, 100, NULL, NULL },
    { "Link", "link", CD_P_LINK, CD_P_REQUIRED, 0, 500, NULL, NULL },
    { "Language", "language", CD_P_LANGUAGE, 0, 0, 0, NULL, NULL },
    { "Icon", "icon", CD_P_SLUG, 0, 0, 50, NULL, NULL },
    { "Permission", "permission", CD_P_WORD, 0, 0, 0, permissions, NULL },
    { "Position", "position", CD_P_NUMBER, CD_P_REQUIRED, -9999, 9999, NULL,
      "0" },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const cd_p_field_t status_fields[] = {
    { "Title", "title", CD_P_TEXT, CD_P_REQUIRED, 0, 200, NULL, NULL },
    { "Language", "language", CD_P_LANGUAGE, 0, 0, 0, NULL, NULL },
    { "Kind", "kind", CD_P_WORD, CD_P_REQUIRED, 0, 0, incidents, "incident" },
    { "Progress", "progress", CD_P_WORD, CD_P_REQUIRED, 0, 0, progress,
      "investigating" },
    { "Starts", "starts_at", CD_P_TIME, CD_P_REQUIRED, 0, 0, NULL, "now" },
    { "Ends", "ends_at", CD_P_TIME, 0, 0, 0, NULL, NULL },
    { "Products", "products", CD_P_PRODUCTS, 0, 0, 0, NULL, NULL },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const cd_p_field_t update_fields[] = {
    { "Progress", "progress", CD_P_WORD, CD_P_REQUIRED, 0, 0, progress, NULL },
    { NULL, NULL, CD_P_TEXT, 0, 0, 0, NULL, NULL }
};

static const char *const guide_ends[] = { "staff.guide-votes-clear",
                                          "staff.score-clear", NULL };
static const char *const banner_ends[] = { "staff.pictures-clear", NULL };

const cd_p_kind_t cd_p_kinds[] = {
    { "news", "news, for all or for owners of products", news_fields, "body",
      1, TEXT_BYTES, "staff.news-list", "staff.news-get", "staff.news-add",
      "staff.news-edit", "staff.news-state", "staff.news-remove",
      "staff.news-products-clear", "staff.news-product", NULL },
    { "guide", "guides, one text for each language", guide_fields, "body", 1,
      GUIDE_BYTES, "staff.guide-list", "staff.guide-get", "staff.guide-add",
      "staff.guide-edit", "staff.guide-state", "staff.guide-remove", NULL,
      NULL, guide_ends },
    { "banner", "banners of the main page", banner_fields, "text", 0, 1000,
      "staff.banner-list", "staff.banner-get", "staff.banner-add",
      "staff.banner-edit", "staff.banner-state", "staff.banner-remove", NULL,
      NULL, banner_ends },
    { "shortcut", "shortcuts of the main page", shortcut_fields, NULL, 0, 0,
      "staff.shortcut-list", "staff.shortcut-get", "staff.shortcut-add",
      "staff.shortcut-edit", "staff.shortcut-state", "staff.shortcut-remove",
      NULL, NULL, NULL },
    { "status", "incidents and planned work on the network", status_fields,
      "body", 1, TEXT_BYTES, "staff.status-list", "staff.status-get",
      "staff.status-add", "staff.status-edit", "staff.status-state",
      "staff.status-remove", "staff.status-products-clear",
      "staff.status-product", NULL },
    { NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
      NULL, NULL }
};

const cd_p_kind_t cd_p_update = { "update", NULL,       update_fields, "body",
                                  1,        TEXT_BYTES, NULL,          NULL,
                                  NULL,     NULL,       NULL,          NULL,
                                  NULL,     NULL,       NULL };
