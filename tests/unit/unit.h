/* SPDX-License-Identifier: Apache-2.0 */
/* What unit tests share: a pool that lives as long as a test, a generator of
 * the same bytes in every run, and a runner for a list of tests. */
#ifndef CD_UNIT_H
#define CD_UNIT_H

#include <check.h>
#include <stdlib.h>

#include <apr_general.h>
#include <apr_pools.h>

static apr_pool_t *pool;

static void make_pool(void)
{
    apr_initialize();
    apr_pool_create(&pool, NULL);
}

static void destroy_pool(void)
{
    apr_pool_destroy(pool);
    apr_terminate();
}

/* xorshift32; *state is the seed, never 0. */
static inline unsigned int next_random(unsigned int *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Run the tests up to a NULL; the result is for main() to return. */
static int run_tests(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *all = tcase_create(name);
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(all, make_pool, destroy_pool);
    tcase_set_timeout(all, 60);
    for (; *tests != NULL; tests++) {
        tcase_add_test(all, *tests);
    }
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
