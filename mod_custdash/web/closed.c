/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of the site map that a host does not have, by its configuration. */
#include "web.h"

/* What is about passwords and codes of ours. */
static int is_internal(const char *name)
{
    static const char *const names[] = {
        "register", "forgot-password", "reset-password",
        "password", "confirm",         "code",
        NULL
    };
    int i = 0;

    while (names[i] && strcmp(names[i], name)) {
        i++;
    }
    return names[i] != NULL;
}

static int is_of_second_factor(const char *name)
{
    return !strncmp(name, "second-factor", 13)
        || !strcmp(name, "recovery-codes");
}

int cd_is_closed(const cd_config_t *conf, const char *name)
{
    int external = conf->auth != CD_AUTH_INTERNAL;

    if (!strcmp(name, "external")) {
        return !external;
    }
    if (is_of_second_factor(name)) {
        return external || !conf->safety.key;
    }
    return (external && is_internal(name))
        || (!conf->registration && !strcmp(name, "register"));
}
