/* SPDX-License-Identifier: Apache-2.0 */
/* Routes: paths to pages and back, for whom. */

#include "core/page.h"
#include "model/permission.h"
#include "pages/pages.h"
#include "unit.h"

static const cd_route_t *find(const char *path, int method,
                              apr_table_t **params, int *allowed)
{
    *params = apr_table_make(pool, 2);
    return cd_route_find(&cd_site, path, method, *params, allowed, pool);
}

static cd_viewer_t member(unsigned int permissions)
{
    cd_viewer_t viewer = { 0 };

    viewer.permissions = permissions;
    viewer.role = "member";
    return viewer;
}

START_TEST(every_path_leads_to_its_page)
{
    static const struct {
        const char *path, *name;
    } rows[] = { { "/", "dashboard" },
                 { "/services", "services" },
                 { "/services/12", "service" },
                 { "/domains/search", "domain-search" },
                 { "/domains/7", "domain" },
                 { "/contacts/new", "contact-new" },
                 { "/tickets/TK-1001", "ticket" },
                 { "/guides/a-b", "guide" } };
    apr_table_t *params;
    int allowed;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const cd_route_t *route =
            find(rows[i].path, CD_GET, &params, &allowed);

        ck_assert_ptr_nonnull(route);
        ck_assert_str_eq(route->name, rows[i].name);
    }
}
END_TEST

START_TEST(parameters_are_taken_from_the_path)
{
    apr_table_t *params;
    int allowed;

    ck_assert_ptr_nonnull(find("/tickets/TK-1001", CD_GET, &params, &allowed));
    ck_assert_str_eq(apr_table_get(params, "ticket"), "TK-1001");
}
END_TEST

START_TEST(what_is_no_id_is_no_page)
{
    static const char *const paths[] = { "/services/12x",
                                         "/services/-1",
                                         "/services/",
                                         "/services/1/2",
                                         "/services/1234567890123456789",
                                         "/tickets/",
                                         "/tickets/a/b",
                                         "/tickets/\xc3",
                                         "/tickets/a\nb",
                                         "/nothing",
                                         "",
                                         "//",
                                         "/Services" };
    apr_table_t *params;
    int allowed;
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ck_assert_ptr_null(find(paths[i], CD_GET, &params, &allowed));
        ck_assert_int_eq(allowed, 0);
    }
}
END_TEST

START_TEST(a_method_that_a_path_lacks_is_told_apart)
{
    apr_table_t *params;
    int allowed;

    ck_assert_ptr_null(find("/sign-out", CD_GET, &params, &allowed));
    ck_assert_int_eq(allowed, CD_POST);
    ck_assert_ptr_null(find("/services", CD_POST, &params, &allowed));
    ck_assert_int_eq(allowed, CD_GET);
}
END_TEST

START_TEST(a_route_is_open_to_its_permission_only)
{
    const cd_route_t *route;
    unsigned int bit;

    for (route = cd_site.routes; route->path; route++) {
        if (route->access & (CD_PUBLIC | CD_GUEST)) {
            ck_assert(cd_route_allows(route, NULL, CD_GET));
            continue;
        }
        ck_assert(!cd_route_allows(route, NULL, CD_GET));
        if (route->access & CD_OWNER) {
            cd_viewer_t somebody = member(CD_ALL);

            ck_assert(!cd_route_allows(route, &somebody, CD_GET));
            somebody.role = "owner";
            ck_assert(cd_route_allows(route, &somebody, CD_GET));
            continue;
        }
        for (bit = 1; bit <= CD_EMAILS; bit <<= 1) {
            cd_viewer_t without = member(CD_ALL & ~bit);

            ck_assert_int_eq(cd_route_allows(route, &without, CD_GET),
                             route->access != bit);
        }
    }
}
END_TEST

START_TEST(urls_are_made_of_routes)
{
    const char *one[] = { "a b/ü" };
    cd_viewer_t owner = member(CD_ALL), other = member(CD_INVOICES);

    ck_assert_str_eq(
        cd_route_url(&cd_site, &owner, "/d", "ticket", one, 1, pool),
        "/d/tickets/a%20b%2f%c3%bc");
    ck_assert_str_eq(
        cd_route_url(&cd_site, &owner, "", "dashboard", NULL, 0, pool), "/");
    ck_assert_ptr_null(
        cd_route_url(&cd_site, &owner, "/d", "ticket", NULL, 0, pool));
    ck_assert_ptr_null(
        cd_route_url(&cd_site, &owner, "/d", "basket", NULL, 0, pool));
    ck_assert_ptr_null(
        cd_route_url(&cd_site, &other, "/d", "services", NULL, 0, pool));
    ck_assert_ptr_null(
        cd_route_url(&cd_site, &owner, "/d", "sign-in", NULL, 0, pool));
}
END_TEST

START_TEST(permissions_read_back_as_written)
{
    unsigned int bits = CD_SERVICES | CD_TICKETS_WRITE;
    const char *names = cd_permission_names(cd_permissions, bits, pool);

    ck_assert_str_eq(names, "services,tickets.write");
    ck_assert_uint_eq(cd_permission_bits(cd_permissions, names), bits);
    ck_assert_uint_eq(cd_permission_bits(cd_permissions, "service,all,"), 0);
    ck_assert_uint_eq(
        cd_permission_bits(cd_permissions, "tickets.writeX,profile"),
        CD_PROFILE);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        every_path_leads_to_its_page,
        parameters_are_taken_from_the_path,
        what_is_no_id_is_no_page,
        a_method_that_a_path_lacks_is_told_apart,
        a_route_is_open_to_its_permission_only,
        urls_are_made_of_routes,
        permissions_read_back_as_written,
        NULL,
    };

    return run_tests("route", tests);
}
