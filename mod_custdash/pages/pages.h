/* SPDX-License-Identifier: Apache-2.0 */
/* The site map, and the fields, pages and actions its rows name. */
#ifndef CD_PAGES_H
#define CD_PAGES_H

#include "../core/page.h"
#include "../model/member.h"

/** All that the web layer must know of the pages. */
extern const cd_site_t cd_site;

/** What a page or an action answers when the database failed it. */
static inline apr_status_t cd_failed(cd_ctx_t *ctx, cd_db_result_t result)
{
    ctx->failure = result;
    return APR_EGENERAL;
}

/* account.c */
extern const cd_field_t cd_sign_in_fields[];
cd_action_fn cd_sign_in;
cd_action_fn cd_sign_out;
extern const cd_field_t cd_register_fields[];
cd_page_fn cd_register_prepare;
cd_action_fn cd_register;

/* accounts.c */
extern const cd_field_t cd_accounts_fields[];
cd_action_fn cd_accounts_switch;

/* contacts.c */
extern const cd_field_t cd_contact_fields[];
cd_action_fn cd_contact_new;
cd_page_fn cd_contact_prepare;
cd_action_fn cd_contact_save;
cd_action_fn cd_contact_remove;
/** The contact that the path names, of the viewer's account. APR_ENOENT: it
 *  has none such. */
apr_status_t cd_contact_find(cd_ctx_t *ctx, cd_person_t *person);

/* email.c */
extern const cd_field_t cd_confirm_email_fields[];
cd_page_fn cd_confirm_email_prepare;
cd_action_fn cd_confirm_email;
cd_action_fn cd_email_again;
cd_action_fn cd_email_cancel;

/* invitation.c */
extern const cd_field_t cd_invitation_fields[];
cd_page_fn cd_invitation_prepare;
cd_action_fn cd_invitation_accept_it;

/* logins.c */
extern const cd_field_t cd_login_fields[];
cd_page_fn cd_login_prepare;
cd_action_fn cd_login_save;
cd_action_fn cd_login_again;
cd_action_fn cd_login_end;

/* personal.c */
extern const cd_ruled_t cd_personal_ruled[];
extern const cd_field_t cd_personal_fields[];
cd_page_fn cd_personal_prepare;
cd_action_fn cd_personal_save;

/* domains.c */
cd_page_fn cd_domain_search_prepare;

#endif
