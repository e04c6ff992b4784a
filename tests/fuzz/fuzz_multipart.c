/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds libFuzzer's bytes to the parser of forms with files: as a whole and
 * in pieces, which must give the same parts; and to what stands on it, whose
 * sums must be right.
 *
 * The input: one byte that says how large the pieces are, a line that is the
 * Content-Type, and the body. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <apr_general.h>
#include <apr_strings.h>

#include "core/filetype.h"
#include "core/multipart.h"
#include "core/upload.h"

#define MAX_PARTS 8

static apr_pool_t *root;

/* What the parser said, as one text. */
typedef struct {
    char *text;
    size_t len, room;
    int open;
} said_t;

static void say(said_t *s, const char *data, size_t len)
{
    if (s->len + len > s->room) {
        s->room = 2 * (s->len + len);
        s->text = realloc(s->text, s->room);
        if (!s->text) {
            abort();
        }
    }
    memcpy(s->text + s->len, data, len);
    s->len += len;
}

static void must(int truth)
{
    if (!truth) {
        abort();
    }
}

static int begin(void *baton, const cd_part_t *part)
{
    said_t *s = baton;

    must(!s->open && part->name && *part->name);
    must(strlen(part->name) <= CD_MULTIPART_NAME);
    s->open = 1;
    say(s, "(", 1);
    say(s, part->name, strlen(part->name) + 1);
    if (part->filename) {
        say(s, part->filename, strlen(part->filename) + 1);
    }
    return 0;
}

static int data(void *baton, const char *bytes, apr_size_t len)
{
    said_t *s = baton;

    must(s->open && len > 0);
    say(s, bytes, len);
    return 0;
}

static int end(void *baton)
{
    said_t *s = baton;

    must(s->open);
    s->open = 0;
    say(s, ")", 1);
    return 0;
}

static cd_multipart_status_t parse(apr_pool_t *pool, const char *boundary,
                                   const uint8_t *body, size_t len,
                                   size_t piece, said_t *said)
{
    cd_part_sink_t sink = { begin, data, end, said };
    cd_multipart_t *m = cd_multipart_create(pool, boundary, MAX_PARTS, &sink);
    size_t at, n;

    for (at = 0; at < len; at += n) {
        /* a copy of its own, so that reading past it is seen */
        char *copy;

        n = len - at < piece ? len - at : piece;
        copy = malloc(n);
        must(copy != NULL);
        memcpy(copy, body + at, n);
        cd_multipart_feed(m, copy, n);
        free(copy);
    }
    return cd_multipart_end(m);
}

static void check_upload(apr_pool_t *pool, const char *type,
                         const uint8_t *body, size_t len, size_t piece)
{
    cd_upload_limits_t limits = { NULL, 512, 4096 };
    cd_upload_t *upload = cd_upload_create(pool, type, &limits);
    cd_upload_status_t status = CD_UPLOAD_OK;
    const apr_array_header_t *files;
    apr_off_t all = 0;
    size_t at, n;
    int i;

    for (at = 0; at < len && status == CD_UPLOAD_OK; at += n) {
        n = len - at < piece ? len - at : piece;
        status = cd_upload_feed(upload, (const char *) body + at, n);
    }
    cd_upload_end(upload);
    files = cd_upload_files(upload);
    for (i = 0; i < files->nelts; i++) {
        const cd_file_t *file = &APR_ARRAY_IDX(files, i, cd_file_t);
        const char *name = cd_file_name(pool, file->name);

        must(file->offset == all && file->size >= 0);
        must(*name && !strpbrk(name, "/\\\"\r\n"));
        all += file->size;
    }
    must(all <= limits.files);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void) argc;
    (void) argv;
    apr_initialize();
    apr_pool_create(&root, NULL);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
    said_t whole = { NULL, 0, 0, 0 }, pieces = { NULL, 0, 0, 0 };
    const uint8_t *line_end;
    cd_multipart_status_t one, two;
    const char *boundary;
    char *type;
    apr_pool_t *pool;
    size_t piece, head;

    if (size < 2) {
        return 0;
    }
    line_end = memchr(input + 1, '\n', size - 1);
    head = line_end ? (size_t) (line_end - input) + 1 : size;
    piece = 1 + input[0] % 64;
    apr_pool_create(&pool, root);
    /* not in the pool: what is read behind its end is to be seen */
    type = strndup((const char *) input + 1, head - 1 - (line_end != NULL));
    must(type != NULL);
    boundary = cd_multipart_boundary(pool, type);
    if (boundary) {
        must(strlen(boundary) <= CD_MULTIPART_BOUNDARY);
        one =
            parse(pool, boundary, input + head, size - head, size + 1, &whole);
        two = parse(pool, boundary, input + head, size - head, piece, &pieces);
        must(one == two && whole.len == pieces.len);
        must(!whole.len || !memcmp(whole.text, pieces.text, whole.len));
        check_upload(pool, type, input + head, size - head, piece);
    }
    free(type);
    free(whole.text);
    free(pieces.text);
    apr_pool_destroy(pool);
    return 0;
}
