/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into a process that is to be killed in the middle: it dies by
 * SIGKILL right before its so manieth (CUSTDASH_DIE) piece is sent to a
 * server or taken from one. By system calls, so that sanitizers may stand
 * before it. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static void step(void)
{
    static int left;
    const char *text = getenv("CUSTDASH_DIE");

    if (left == 0) {
        left = text ? atoi(text) : -1;
    }
    if (left > 0 && --left == 0) {
        kill(getpid(), SIGKILL);
    }
}

EXPORT ssize_t send(int fd, const void *data, size_t len, int flags)
{
    step();
    return syscall(SYS_sendto, fd, data, len, flags, NULL, 0);
}

EXPORT ssize_t recv(int fd, void *data, size_t len, int flags)
{
    step();
    return syscall(SYS_recvfrom, fd, data, len, flags, NULL, NULL);
}
