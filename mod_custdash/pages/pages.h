/* SPDX-License-Identifier: Apache-2.0 */
/* The site map, and the fields, pages and actions its rows name. */
#ifndef CD_PAGES_H
#define CD_PAGES_H

#include "../core/page.h"
#include "../model/entry.h"
#include "../model/member.h"
#include "../model/user.h"

/** All that the web layer must know of the pages. */
extern const cd_site_t cd_site;

/* labels.c */
extern const char *const cd_labels[];

/* account.c */
extern const cd_field_t cd_sign_in_fields[];
cd_page_fn cd_sign_in_prepare;
cd_action_fn cd_sign_in;
cd_action_fn cd_sign_out;

/** Too many attempts: what an action then returns. @a wait in seconds. */
apr_status_t cd_page_throttled(cd_ctx_t *ctx, int wait);
extern const cd_field_t cd_register_fields[];
cd_page_fn cd_register_prepare;
cd_action_fn cd_register;

/** A temporary file can't be written, which may pass: what an action or a
 *  page then returns. */
apr_status_t cd_page_no_room(cd_ctx_t *ctx, apr_status_t why);

/* own_data.c */
cd_action_fn cd_own_data_export;
cd_page_fn cd_own_data_download;
cd_action_fn cd_own_data_end;
cd_action_fn cd_own_data_stay;

/* accounts.c */
extern const cd_field_t cd_accounts_fields[];
cd_action_fn cd_accounts_switch;
/* password.c */
extern const cd_field_t cd_password_fields[];
cd_action_fn cd_password_change;

/** Put down why the database failed; what an action then returns. */
apr_status_t cd_page_db_failed(cd_ctx_t *ctx, cd_db_result_t result);

/** Argon2id of a new password, at the gate; no connection is held meanwhile.
 *  APR_TIMEUP: too busy. */
apr_status_t cd_page_hash(cd_ctx_t *ctx, const char *password,
                          const char **hash);

/** Is it the user's password? At the gate, and as cd_page_hash(). */
apr_status_t cd_page_verify(cd_ctx_t *ctx, const cd_user_t *user,
                            const char *password, int *right, int *rehash);

/** The same for the viewer's own, in the form's field @a field, which gets
 *  the error `wrong-password`. */
apr_status_t cd_page_verify_own(cd_ctx_t *ctx, const char *field, int *right);

/** @a to when it is a place within the dashboard, else "/". */
const char *cd_page_safe_target(const char *to);

/** @a path, from where the way leads on to @a to (NULL or "": nowhere). */
const char *cd_page_with_target(const cd_ctx_t *ctx, const char *path,
                                const char *to);

/** What she does who has proved to be @a user. */
cd_entry_t cd_page_entry(cd_ctx_t *ctx, const cd_user_t *user);

/* external.c: single sign-on. */
extern const cd_field_t cd_external_fields[];
cd_page_fn cd_external_prepare;
cd_action_fn cd_external;

/* code.c: the second step of signing in. */
extern const cd_field_t cd_code_fields[];
cd_page_fn cd_code_prepare;
cd_action_fn cd_code;

/* reset.c */
extern const cd_field_t cd_forgot_fields[];
cd_action_fn cd_forgot;
extern const cd_field_t cd_reset_fields[];
cd_page_fn cd_reset_prepare;
cd_action_fn cd_reset;
cd_page_fn cd_verify_prepare;
cd_action_fn cd_verify;
cd_action_fn cd_verify_resend;

/* second_factor.c */
extern const cd_field_t cd_factor_fields[];
cd_page_fn cd_factor_prepare;
cd_page_fn cd_factor_picture;
cd_action_fn cd_factor_on;
extern const cd_field_t cd_factor_off_fields[];
cd_page_fn cd_factor_off_prepare;
cd_action_fn cd_factor_off;
extern const cd_field_t cd_recovery_fields[];
cd_page_fn cd_recovery_prepare;
cd_action_fn cd_recovery_renew;

/* confirm.c: the password once more, before delicate changes. */
extern const cd_field_t cd_confirm_fields[];
cd_action_fn cd_confirm;

/**
 * Has the viewer given the password within ten minutes? If not, the outcome
 * leads to the page that asks for it, and from there to @a back; return
 * APR_SUCCESS then. For actions, and for pages' own code.
 */
int cd_reauth(cd_ctx_t *ctx, const char *back);

/** Is it short enough ago that who did it then is still there? 0, when
 *  nobody said, is. */
int cd_proof_holds(const cd_ctx_t *ctx, apr_time_t when);

/* security.c */
extern const cd_field_t cd_device_fields[];
cd_action_fn cd_device_end;
cd_action_fn cd_devices_end;

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

/* cart.c */
extern const cd_field_t cd_cart_fields[];
extern const cd_field_t cd_cart_line_fields[];
cd_page_fn cd_cart_prepare;
cd_action_fn cd_cart_fill;
cd_action_fn cd_cart_alter;
cd_action_fn cd_cart_take_out;

/* checkout.c */
extern const cd_field_t cd_checkout_fields[];
cd_page_fn cd_checkout_prepare;
cd_action_fn cd_checkout;

/* product.c */
extern const cd_field_t cd_product_fields[];
cd_page_fn cd_product_prepare;
cd_action_fn cd_product_order;

/* health.c */
cd_page_fn cd_health;

/* pay.c */
extern const cd_field_t cd_pay_fields[];
cd_page_fn cd_invoice_prepare;
cd_action_fn cd_pay_credit;
cd_action_fn cd_pay_begin;
cd_action_fn cd_gateway_call;

/* tickets.c */
extern const cd_field_t cd_ticket_new_fields[];
cd_page_fn cd_ticket_new_prepare;
cd_action_fn cd_ticket_new;
extern const cd_field_t cd_ticket_reply_fields[];
cd_page_fn cd_ticket_prepare;
cd_action_fn cd_ticket_answer;
cd_action_fn cd_ticket_close_it;
cd_action_fn cd_ticket_open_again;
extern const cd_field_t cd_ticket_rate_fields[];
cd_action_fn cd_ticket_rate_it;

/* ticket_guides.c */
/** Put the guides that may answer a ticket into the section "matching" of the
 *  document, if there is one yet. @a found: are there any? */
cd_db_result_t cd_ticket_offer_guides(cd_ctx_t *ctx, const char *subject,
                                      const char *message, int *found);

/* ticket_file.c */
cd_page_fn cd_ticket_file;

/* mailing_list.c */
cd_page_fn cd_unsubscribe_prepare;
cd_action_fn cd_unsubscribe_action;

/* manage.c */
extern const cd_field_t cd_renew_fields[];
cd_action_fn cd_service_renew;
cd_action_fn cd_domain_renew;
extern const cd_field_t cd_service_cancel_fields[];
cd_action_fn cd_service_cancel;
cd_action_fn cd_service_keep;

/* domains.c */
cd_page_fn cd_domain_search_prepare;
extern const cd_field_t cd_transfer_fields[];
cd_page_fn cd_transfer_prepare;
cd_action_fn cd_transfer;

/* guides.c */
extern const cd_field_t cd_guide_fields[];
cd_page_fn cd_guide_prepare;
cd_action_fn cd_guide_vote;
cd_page_fn cd_guides_search_prepare;

/* news.c */
cd_page_fn cd_news_prepare;
cd_action_fn cd_news_read;
cd_page_fn cd_news_feed;

/* banners.c */
cd_action_fn cd_banner_dismiss;
cd_page_fn cd_banner_go;
cd_page_fn cd_banner_picture;

/* shortcuts.c */
extern const cd_field_t cd_shortcut_fields[];
cd_action_fn cd_shortcut_move;

#endif
