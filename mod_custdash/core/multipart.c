/* SPDX-License-Identifier: Apache-2.0 */
/* The parser of multipart/form-data: a machine of a few states. */
#include "multipart.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

/* CR LF "--" boundary */
#define DELIMITER (4 + CD_MULTIPART_BOUNDARY)

/* White space between a boundary and its line's end (RFC 2046, 5.1.1). */
#define MAX_PADDING 100

typedef enum {
    IN_PREAMBLE, /* before the first boundary: passed over */
    IN_BODY,
    BEHIND,      /* a boundary: what comes next on its line? */
    BEHIND_DASH, /* … and one "-" */
    PADDING,     /* … white space */
    BEHIND_CR,   /* … CR */
    IN_HEADER,
    DONE /* the last boundary was seen: the rest is passed over */
} state_t;

struct cd_multipart_t {
    cd_part_sink_t sink;
    cd_multipart_status_t status;
    state_t state;
    int parts, max_parts;
    apr_size_t matched; /* bytes of the delimiter seen so far */
    apr_size_t length;  /* of the delimiter */
    char delimiter[DELIMITER + 1];
    apr_size_t padding;
    apr_size_t used; /* of the header */
    char header[CD_MULTIPART_HEADER + 1];
};

static int is_boundary(const char *s, apr_size_t n)
{
    apr_size_t i;

    for (i = 0; i < n; i++) {
        if (!apr_isalnum(s[i]) && !strchr("'()+_,-./:=? ", s[i])) {
            return 0;
        }
    }
    return n > 0 && n <= CD_MULTIPART_BOUNDARY && s[n - 1] != ' ';
}

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t");
}

/* The value of the parameter that @a s is at, quoted or not; *end behind it.
 * A backslash counts only before a quote: browsers send the backslashes of
 * paths as they are. NULL: a quote doesn't end. */
static const char *param_value(apr_pool_t *pool, const char *s,
                               const char **end)
{
    apr_size_t n = strcspn(s, "; \t");
    char *value, *to;

    if (*s != '"') {
        *end = s + n;
        return apr_pstrmemdup(pool, s, n);
    }
    value = to = apr_palloc(pool, strlen(s));
    for (s++; *s && *s != '"'; s++) {
        s += s[0] == '\\' && s[1] == '"';
        *to++ = *s;
    }
    *to = '\0';
    *end = *s ? s + 1 : s;
    return *s ? value : NULL;
}

/* The parameter @a name of a header's value; NULL: it has none. *wrong is set
 * where it can't be read. */
static const char *find_param(apr_pool_t *pool, const char *s,
                              const char *name, int *wrong)
{
    const char *found = NULL, *value;

    s += strcspn(s, ";");
    while (*s == ';' && !*wrong) {
        const char *key = skip_blanks(s + 1);
        apr_size_t n = strcspn(key, "=; \t");

        s = key + n;
        if (*s != '=') {
            s += strcspn(s, ";");
            continue;
        }
        value = param_value(pool, s + 1, &s);
        *wrong = !value;
        if (value && n == strlen(name) && !strncasecmp(key, name, n)) {
            *wrong = found != NULL; /* said twice */
            found = value;
        }
        s = *wrong ? s : skip_blanks(s);
        *wrong |= !*wrong && *s && *s != ';';
    }
    return found;
}

const char *cd_multipart_boundary(apr_pool_t *pool, const char *type)
{
    static const char wanted[] = "multipart/form-data";
    apr_size_t n = sizeof(wanted) - 1;
    const char *boundary;
    int wrong = 0;

    if (!type || strncasecmp(type, wanted, n)
        || (type[n] && !strchr("; \t", type[n]))) {
        return NULL;
    }
    boundary = find_param(pool, type, "boundary", &wrong);
    return boundary && !wrong && is_boundary(boundary, strlen(boundary))
        ? boundary
        : NULL;
}

cd_multipart_t *cd_multipart_create(apr_pool_t *pool, const char *boundary,
                                    int max_parts, const cd_part_sink_t *sink)
{
    cd_multipart_t *m = apr_pcalloc(pool, sizeof(*m));

    m->sink = *sink;
    m->max_parts = max_parts;
    apr_snprintf(m->delimiter, sizeof(m->delimiter), "\r\n--%s", boundary);
    m->length = strlen(m->delimiter);
    m->matched = 2; /* at the very beginning no line end is needed */
    return m;
}

static void fail(cd_multipart_t *m, cd_multipart_status_t status)
{
    if (m->status == CD_MULTIPART_OK) {
        m->status = status;
    }
}

/* What the URL Standard's forms do to names: these three and no others. */
static char *decode_name(char *name)
{
    static const struct {
        const char *code;
        char c;
    } codes[] = { { "%22", '"' }, { "%0D", '\r' }, { "%0A", '\n' } };
    char *from = name, *to = name;
    size_t i;

    while (*from) {
        for (i = 0; i < 3 && strncasecmp(from, codes[i].code, 3); i++) {
        }
        *to++ = i < 3 ? codes[i].c : *from;
        from += i < 3 ? 3 : 1;
    }
    *to = '\0';
    return name;
}

/* The value of a header line, if it is that one. */
static const char *header_value(const char *line, const char *name)
{
    apr_size_t n = strlen(name);

    return !strncasecmp(line, name, n) && line[n] == ':'
        ? skip_blanks(line + n + 1)
        : NULL;
}

/* The line that says what the part is; NULL: none or two of them do. */
static const char *disposition(char *header)
{
    const char *found = NULL, *value;
    char *line, *next;

    for (line = header; line; line = next) {
        next = strstr(line, "\r\n");
        if (next) {
            *next = '\0';
            next += 2;
        }
        value = header_value(line, "Content-Disposition");
        if (value && found) {
            return NULL;
        }
        found = value ? value : found;
    }
    return found;
}

static int is_form_data(const char *value)
{
    static const char wanted[] = "form-data";
    apr_size_t n = sizeof(wanted) - 1;

    return value && !strncasecmp(value, wanted, n)
        && (!value[n] || strchr("; \t", value[n]));
}

static void begin_part(cd_multipart_t *m, apr_pool_t *pool)
{
    const char *value = disposition(m->header);
    cd_part_t part;
    int wrong = 0;

    if (!is_form_data(value)) {
        fail(m, CD_MULTIPART_MALFORMED);
        return;
    }
    part.name = find_param(pool, value, "name", &wrong);
    part.filename = wrong ? NULL : find_param(pool, value, "filename", &wrong);
    if (wrong || !part.name || !*part.name
        || strlen(part.name) > CD_MULTIPART_NAME) {
        fail(m, CD_MULTIPART_MALFORMED);
        return;
    }
    part.name = decode_name(apr_pstrdup(pool, part.name));
    if (part.filename) {
        part.filename = decode_name(apr_pstrdup(pool, part.filename));
    }
    m->state = IN_BODY;
    m->matched = 0;
    if (m->sink.begin(m->sink.baton, &part)) {
        fail(m, CD_MULTIPART_STOPPED);
    }
}

/* All of a part's header lines are there. What they need meanwhile is small,
 * and gone afterwards. */
static void end_header(cd_multipart_t *m, apr_size_t end)
{
    apr_pool_t *pool;

    m->header[end] = '\0';
    if (strlen(m->header) != end) { /* a NUL */
        fail(m, CD_MULTIPART_MALFORMED);
        return;
    }
    if (++m->parts > m->max_parts) {
        fail(m, CD_MULTIPART_TOO_MANY);
        return;
    }
    if (apr_pool_create(&pool, NULL) != APR_SUCCESS) {
        fail(m, CD_MULTIPART_STOPPED);
        return;
    }
    begin_part(m, pool);
    apr_pool_destroy(pool);
}

static void take_header(cd_multipart_t *m, char c)
{
    const char *end;

    if (m->used == CD_MULTIPART_HEADER) {
        fail(m, CD_MULTIPART_MALFORMED);
        return;
    }
    m->header[m->used++] = c;
    if (c != '\n') {
        return;
    }
    end = m->header + m->used;
    if (m->used == 2 && !memcmp(m->header, "\r\n", 2)) {
        end_header(m, 0); /* no header line at all */
    }
    else if (m->used >= 4 && !memcmp(end - 4, "\r\n\r\n", 4)) {
        end_header(m, m->used - 4);
    }
}

static void emit(cd_multipart_t *m, const char *data, apr_size_t len)
{
    if (len && m->state == IN_BODY && m->status == CD_MULTIPART_OK
        && m->sink.data(m->sink.baton, data, len)) {
        fail(m, CD_MULTIPART_STOPPED);
    }
}

static void found_delimiter(cd_multipart_t *m)
{
    if (m->state == IN_BODY && m->sink.end(m->sink.baton)) {
        fail(m, CD_MULTIPART_STOPPED);
    }
    m->state = BEHIND;
    m->padding = 0;
}

/* Take what is no boundary, up to and with one; returns what was taken. A
 * boundary has no CR inside, so what turns out not to be one can hold no
 * other that began. */
static apr_size_t take_body(cd_multipart_t *m, const char *data,
                            apr_size_t len)
{
    apr_size_t i = 0;

    if (m->matched == 0) {
        const char *cr = memchr(data, '\r', len);

        i = cr ? (apr_size_t) (cr - data) : len;
        emit(m, data, i);
    }
    while (i < len && data[i] == m->delimiter[m->matched]) {
        i++;
        if (++m->matched == m->length) {
            found_delimiter(m);
            return i;
        }
    }
    if (i < len) {
        emit(m, m->delimiter, m->matched);
        m->matched = 0;
    }
    return i;
}

static void begin_header(cd_multipart_t *m)
{
    m->state = IN_HEADER;
    m->used = 0;
}

/* The rest of a boundary's line. */
static void take_behind(cd_multipart_t *m, char c)
{
    if (m->state == BEHIND_DASH && c == '-') {
        m->state = DONE;
    }
    else if (m->state == BEHIND_CR && c == '\n') {
        begin_header(m);
    }
    else if (m->state == BEHIND && c == '-') {
        m->state = BEHIND_DASH;
    }
    else if (m->state <= PADDING && m->state != BEHIND_DASH && c == '\r') {
        m->state = BEHIND_CR;
    }
    else if (m->state <= PADDING && m->state != BEHIND_DASH
             && (c == ' ' || c == '\t') && m->padding++ < MAX_PADDING) {
        m->state = PADDING;
    }
    else {
        fail(m, CD_MULTIPART_MALFORMED);
    }
}

cd_multipart_status_t cd_multipart_feed(cd_multipart_t *m, const char *data,
                                        apr_size_t len)
{
    while (len && m->status == CD_MULTIPART_OK && m->state != DONE) {
        apr_size_t n = 1;

        if (m->state <= IN_BODY) {
            n = take_body(m, data, len);
        }
        else if (m->state == IN_HEADER) {
            take_header(m, *data);
        }
        else {
            take_behind(m, *data);
        }
        data += n;
        len -= n;
    }
    return m->status;
}

cd_multipart_status_t cd_multipart_end(const cd_multipart_t *m)
{
    return m->status == CD_MULTIPART_OK && m->state != DONE
        ? CD_MULTIPART_MALFORMED
        : m->status;
}
