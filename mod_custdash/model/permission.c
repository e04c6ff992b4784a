/* SPDX-License-Identifier: Apache-2.0 */
/* The permissions by name. */
#include "permission.h"

const cd_permission_t cd_permissions[] = {
    { "profile", CD_PROFILE },
    { "contacts", CD_CONTACTS },
    { "services", CD_SERVICES },
    { "services.manage", CD_SERVICES_MANAGE },
    { "domains", CD_DOMAINS },
    { "domains.manage", CD_DOMAINS_MANAGE },
    { "invoices", CD_INVOICES },
    { "invoices.pay", CD_INVOICES_PAY },
    { "orders", CD_ORDERS },
    { "tickets", CD_TICKETS },
    { "tickets.write", CD_TICKETS_WRITE },
    { "emails", CD_EMAILS },
    { NULL, 0 }
};
