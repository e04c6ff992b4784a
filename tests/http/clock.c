/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into an httpd under test: the time of day is so many seconds
 * ahead as the file CUSTDASH_CLOCK says, which may change while it runs. By
 * system calls, so that sanitizers may stand before it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static time_t ahead(void)
{
    const char *path = getenv("CUSTDASH_CLOCK");
    char text[32] = "";
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

    if (fd >= 0) {
        if (read(fd, text, sizeof(text) - 1) < 0) {
            text[0] = '\0';
        }
        close(fd);
    }
    return (time_t) strtol(text, NULL, 10);
}

EXPORT int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec t;

    (void) zone;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &t);
    now->tv_sec = t.tv_sec + ahead();
    now->tv_usec = t.tv_nsec / 1000;
    return 0;
}

/* Who waits until a time that came from there waits for the real one. */
EXPORT int pthread_cond_timedwait(pthread_cond_t *restrict cond,
                                  pthread_mutex_t *restrict mutex,
                                  const struct timespec *restrict until)
{
    struct timespec t = *until;

    t.tv_sec -= ahead();
    return pthread_cond_clockwait(cond, mutex, CLOCK_REALTIME, &t);
}
