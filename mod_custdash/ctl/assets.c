/* SPDX-License-Identifier: Apache-2.0 */
/* custdashctl assets: compresses what a theme serves. */
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#include "../core/theme.h"
#include "ctl.h"

static const apr_getopt_option_t options[] = {
    { "bootstrap", 'B', 1, "folder of bootstrap.min.css, to compress it too" },
    { "packed", 'p', 1, "where Bootstrap's copies go (default: installed)" },
    { "help", CD_OPT_HELP, 0, "show this help" },
    { NULL, 0, 0, NULL },
};

typedef struct {
    const char *bootstrap, *packed;
    const char *const *folders; /* NULL ends */
    int help;
} job_t;

/* False when the command line is wrong. */
static int take_options(job_t *job, int argc, char **argv, apr_pool_t *pool)
{
    apr_getopt_t *state;
    const char *value;
    apr_status_t rv;
    int option;

    apr_getopt_init(&state, pool, argc, (const char *const *) argv);
    state->interleave = 1;
    while ((rv = apr_getopt_long(state, options, &option, &value))
           == APR_SUCCESS) {
        switch (option) {
        case 'B':
            job->bootstrap = value;
            break;
        case 'p':
            job->packed = value;
            break;
        default:
            job->help = 1;
        }
    }
    job->folders = state->argv + state->ind;
    return job->help || (rv == APR_EOF && (*job->folders || job->bootstrap));
}

/* Tells what came of one folder; 0 when nothing did. */
static int told(const char *folder, const cd_packed_t *packed,
                const char *error)
{
    cd_coding_t coding;

    if (error) {
        cd_complain("%s", error);
        return 0;
    }
    printf("%s: %d assets, %" APR_OFF_T_FMT " bytes", folder, packed->assets,
           packed->bytes[CD_CODING_NONE]);
    for (coding = 0; coding < CD_CODING_NONE; coding++) {
        if (cd_coding_known() & CD_CODING_BIT(coding)) {
            printf(", %" APR_OFF_T_FMT " as %s", packed->bytes[coding],
                   cd_coding_name(coding));
        }
    }
    printf("\n");
    return 1;
}

static int run(const job_t *job, apr_pool_t *pool)
{
    const char *const *folder;
    cd_packed_t packed = { 0 };
    int done = 1;

    if (job->bootstrap) {
        done = told(job->bootstrap, &packed,
                    cd_theme_pack_bootstrap(job->bootstrap, job->packed,
                                            &packed, pool));
    }
    for (folder = job->folders; *folder && done; folder++) {
        memset(&packed, 0, sizeof(packed));
        done = told(*folder, &packed, cd_theme_pack(*folder, &packed, pool));
    }
    return done ? CD_EXIT_OK : CD_EXIT_FAILED;
}

int cd_ctl_assets(int argc, char **argv, apr_pool_t *pool)
{
    job_t job = { .packed = CD_DATA_DIR "/packed" };
    int right = take_options(&job, argc, argv, pool);

    if (!right || job.help) {
        cd_usage("assets [OPTION]… THEME…",
                 "Compresses the assets of themes' folders, and Bootstrap's "
                 "style sheet.",
                 options);
        return right ? CD_EXIT_OK : CD_EXIT_USAGE;
    }
    return run(&job, pool);
}
