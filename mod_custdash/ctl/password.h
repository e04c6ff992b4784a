/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords that staff sets. */
#ifndef CD_CTL_PASSWORD_H
#define CD_CTL_PASSWORD_H

#include "../model/user.h"
#include "group.h"

/** The user of an address. *@a user stays as it was when there is none or the
 *  database failed: it said so. @return an exit code */
int cd_find_user(const cd_call_t *call, const char *email, cd_user_t *user);

/** Read a password from standard input, set it and end the user's sessions.
 *  @return an exit code */
int cd_password_set(const cd_call_t *call, const char *email);

#endif
