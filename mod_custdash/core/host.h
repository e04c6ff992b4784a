/* SPDX-License-Identifier: Apache-2.0 */
/* Names of hosts and domains as people type them, on libidn2. */
#ifndef CD_HOST_H
#define CD_HOST_H

#include <apr_pools.h>

/** A name in its two forms (RFC 5890, 2.3.2), both in lower case. */
typedef struct {
    const char *ascii; /* A-labels: what registries and the DNS know it by */
    const char *shown; /* U-labels, UTF-8 */
} cd_host_t;

/**
 * Read a name, or a single label: mapped as UTS 46 has it (non-transitional),
 * then labels of letters, digits and inner hyphens by IDNA 2008 (RFC 5891),
 * of at most 63 octets each and 253 together (RFC 1035, 2.3.4).
 * @param typed UTF-8
 * @param host set, in @a pool, when nothing is wrong
 * @return NULL, or what is wrong: "domain-length", "domain-characters",
 *         "domain-hyphen"
 */
const char *cd_host_read(apr_pool_t *pool, const char *typed, cd_host_t *host);

#endif
