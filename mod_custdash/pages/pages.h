/* SPDX-License-Identifier: Apache-2.0 */
/* The site map, and the fields, pages and actions its rows name. */
#ifndef CD_PAGES_H
#define CD_PAGES_H

#include "../core/page.h"

/** All that the web layer must know of the pages. */
extern const cd_site_t cd_site;

/* account.c */
extern const cd_field_t cd_sign_in_fields[];
cd_action_fn cd_sign_in;
cd_action_fn cd_sign_out;
extern const cd_field_t cd_register_fields[];
cd_page_fn cd_register_prepare;
cd_action_fn cd_register;

/* contacts.c */
extern const cd_field_t cd_contact_fields[];
cd_action_fn cd_contact_new;

/* mailing_list.c */
cd_page_fn cd_unsubscribe_prepare;
cd_action_fn cd_unsubscribe_action;

/* domains.c */
cd_page_fn cd_domain_search_prepare;

#endif
