/* SPDX-License-Identifier: Apache-2.0 */
/* The permissions of a membership. */
#ifndef CD_PERMISSION_H
#define CD_PERMISSION_H

#include "../core/page.h"

#define CD_PROFILE 0x001u
#define CD_CONTACTS 0x002u
#define CD_SERVICES 0x004u
#define CD_SERVICES_MANAGE 0x008u
#define CD_DOMAINS 0x010u
#define CD_DOMAINS_MANAGE 0x020u
#define CD_INVOICES 0x040u
#define CD_INVOICES_PAY 0x080u
#define CD_ORDERS 0x100u
#define CD_TICKETS 0x200u
#define CD_TICKETS_WRITE 0x400u
#define CD_EMAILS 0x800u
#define CD_ALL 0xfffu

extern const cd_permission_t cd_permissions[];

#endif
