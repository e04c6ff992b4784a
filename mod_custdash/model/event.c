/* SPDX-License-Identifier: Apache-2.0 */
/* Puts down what the provider's systems are to carry out. */
#include "event.h"

#include "../core/clock.h"

cd_db_result_t cd_event_put(cd_db_t *db, const cd_event_t *event,
                            apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(event->account) },
                        { "kind", cd_text_v(event->kind) },
                        { "subject_kind", cd_text_v(event->subject_kind) },
                        { "subject", cd_int_v(event->subject) },
                        { "detail", cd_text_v(event->detail) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "event.put", args, 6, NULL, NULL);
}

cd_db_result_t cd_event_put_once(cd_db_t *db, const cd_event_t *event,
                                 const char *once, apr_time_t now)
{
    cd_arg_t args[] = { { "account", cd_int_v(event->account) },
                        { "kind", cd_text_v(event->kind) },
                        { "subject_kind", cd_text_v(event->subject_kind) },
                        { "subject", cd_int_v(event->subject) },
                        { "detail", cd_text_v(event->detail) },
                        { "once", cd_text_v(once) },
                        { "now",
                          cd_text_v(cd_clock_utc(now, cd_db_pool(db))) } };

    return cd_db_exec(db, "event.put-once", args, 7, NULL, NULL);
}
