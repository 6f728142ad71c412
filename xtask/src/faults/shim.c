/* Loaded before the C library, lets operations on files whose path holds FAULT_PATH fail: the FAULT_AT'th and, with
 * FAULT_GOOD=1, all after it, by FAULT_HOW: enospc, eio, or short (half is written). Counts them into FAULT_COUNT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long done;

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

static int meant(int fd) {
    const char *wanted = getenv("FAULT_PATH");
    char link[64], path[4096];
    if (!wanted) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return strstr(path, wanted) != NULL && strstr(path, ".lock") == NULL;
}

/* Whether this operation is to fail. */
static int fails(void) {
    long now = __sync_add_and_fetch(&done, 1), at = number("FAULT_AT");
    return at > 0 && (now == at || (now > at && number("FAULT_GOOD")));
}

static int is_short(void) {
    const char *how = getenv("FAULT_HOW");
    return how && !strcmp(how, "short");
}

static int refuse(void) {
    const char *how = getenv("FAULT_HOW");
    errno = how && !strcmp(how, "eio") ? EIO : ENOSPC;
    return -1;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

#define WRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t n, offset_type at) { \
        REAL(ssize_t, name, int, const void *, size_t, offset_type); \
        if (meant(fd) && fails()) return is_short() && n > 1 ? real(fd, data, n / 2, at) : refuse(); \
        return real(fd, data, n, at); \
    }
WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t n) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (meant(fd) && fails()) return is_short() && n > 1 ? real(fd, data, n / 2) : refuse();
    return real(fd, data, n);
}

#define PLAIN(name) \
    int name(int fd) { \
        REAL(int, name, int); \
        return meant(fd) && fails() ? refuse() : real(fd); \
    }
PLAIN(fsync)
PLAIN(fdatasync)

#define CUT(name, offset_type) \
    int name(int fd, offset_type n) { \
        REAL(int, name, int, offset_type); \
        return meant(fd) && fails() ? refuse() : real(fd, n); \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

__attribute__((destructor)) static void told(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) { fprintf(file, "%ld", done); fclose(file); }
}
