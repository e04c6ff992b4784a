#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Rules of the house that a machine can hold. Run from anywhere:
#   sh tests/lint/lint.sh [SOURCE-FOLDER]
# One line per rule, under it "file:line: what" for each offence; the exit
# status is 1 when a rule is broken. Needs universal-ctags and python3-lxml;
# clang-format 14 and shellcheck are used when they are installed.

set -u
LC_ALL=C.UTF-8
export LC_ALL

cd "${1:-.}" || exit 2
LINT=tests/lint
PYTHON=${PYTHON:-/usr/bin/python3}
FUNCTION_MAX=70
FUNCTION_WARN=60
FILE_MAX=500
LINE_MAX=80

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
passed=0
failed=0

# Calls that a file may make although they are banned, with the reason.
cat >"$tmp/allowed" <<'END'
mod_custdash/core/theme_files.c free         realpath() allocates its result
mod_custdash/core/text_speaker.c calloc      speakers outlive a request's pool
mod_custdash/core/text_speaker.c free        speakers outlive a request's pool
mod_custdash/core/text_said.c    calloc      speakers outlive a request's pool
mod_custdash/core/text_said.c    free        speakers outlive a request's pool
mod_custdash/core/kept.c malloc            rows outlive the request that read them
mod_custdash/core/kept.c free              rows outlive the request that read them
mod_custdash/ctl/migrate.c mysql_real_query  a migration is not prepared
mod_custdash/ctl/migrate.c mysql_query       a migration is not prepared
END

# sources NAME…: files of these names, without what was built.
sources() {
    set -f
    names=
    for name; do
        names="$names -o -name $name"
    done
    # shellcheck disable=SC2086  # a list of words is meant
    find . \( -name .git -o -name build -o -name 'build-*' -o -name '*.tmp' \
        -o -name autom4te.cache -o -name node_modules -o -name __pycache__ \) \
        -prune -o -type f \( -name '' $names \) -print |
        sed 's|^\./||' | sort
    set +f
}

sources '*.[ch]' >"$tmp/c"
grep '^mod_custdash/' "$tmp/c" >"$tmp/module"
xargs awk -v literals="$tmp/literals" -f $LINT/c_strip.awk \
    <"$tmp/c" >"$tmp/code"
touch "$tmp/literals"

# in_files LIST ARGS…: grep in the files of a list, "file:line:text".
in_files() {
    list=$1
    shift
    xargs grep -Hn "$@" <"$list"
}

# check TITLE COMMAND…: what the command prints are offences, but for lines
# that begin with "warning:"; one that begins with "skip:" says why not.
check() {
    title=$1
    shift
    "$@" >"$tmp/out" 2>&1
    if grep -q '^skip:' "$tmp/out"; then
        printf 'skip  %s (%s)\n' "$title" "$(sed 's/^skip: //' "$tmp/out")"
        return
    fi
    if grep -qv '^warning:' "$tmp/out"; then
        failed=$((failed + 1))
        printf 'FAIL  %s\n' "$title"
    else
        passed=$((passed + 1))
        printf 'ok    %s\n' "$title"
    fi
    sed 's/^/      /' "$tmp/out"
}

# ---- layers

layers() {
    in_files "$tmp/module" '^[[:space:]]*#[[:space:]]*include' |
        awk -f $LINT/layers.awk "$tmp/module" -
}

# ---- calls

# called NAMES: the code lines of the module that call one of NAMES (a|b|c),
# as "file:line: name".
called() {
    awk -v names="$1" '
        {
            split($0, part, ":")
            rest = substr($0, length(part[1]) + length(part[2]) + 3)
            while (match(rest, "(^|[^A-Za-z0-9_])(" names ")[ \t]*\\(")) {
                name = substr(rest, RSTART, RLENGTH)
                gsub(/[^A-Za-z0-9_]/, "", name)
                before = substr(rest, RSTART, 1)
                if (before != ">" && before != ".") {
                    print part[1] ":" part[2] ": " name
                }
                rest = substr(rest, RSTART + RLENGTH)
            }
        }' "$tmp/code"
}

# not_allowed REASON: offences that the list above has no entry for.
not_allowed() {
    awk -v reason="$1" '
        NR == FNR { allowed[$1 " " $2] = 1; next }
        { file = $1; sub(/:[0-9]+:$/, "", file) }
        !(file " " $2 in allowed) { print $0 "(): " reason }' \
        "$tmp/allowed" -
}

banned_calls() {
    called 'v?sprintf|strcpy|strcat|gets|strtok|tmpnam|mktemp|tempnam' |
        not_allowed 'writes without knowing how much room there is'
    called 'system|popen|rand|srand|alloca|setjmp|longjmp' |
        not_allowed 'has no place here'
    called 'xmlNewChild' |
        not_allowed 'parses entities in its content; take xmlNewTextChild'
    called 'xmlCleanupParser|xsltCleanupGlobals' |
        not_allowed 'breaks whoever else uses the library'
    called 'ap_dbd_acquire|ap_dbd_cacquire|ap_dbd_prepare' |
        not_allowed 'take ap_dbd_open, and prepare on the connection'
    called 'mysql_query|mysql_real_query' |
        grep -v '^mod_custdash/core/db[a-z_]*\.c:' |
        not_allowed 'statements come out of sql/queries by their labels'
    called 'malloc|calloc|realloc|reallocarray|strdup|strndup|free' |
        grep '^mod_custdash/' |
        not_allowed 'memory is pools; else put it on the list in lint.sh'
}

no_goto() {
    grep -E '(^|[^A-Za-z0-9_])goto[[:space:]]' "$tmp/code"
}

# ---- SQL

sql_in_c() {
    grep '^mod_custdash/' "$tmp/literals" |
        grep -v '^mod_custdash/ctl/migrate\.c:' |
        awk '{
            split($0, part, ":")
            text = substr($0, length(part[1]) + length(part[2]) + 3)
            low = tolower(text)
            if (text ~ /(^|[^A-Za-z])(SELECT|INSERT|UPDATE|DELETE) / ||
                low ~ /select .* from / || low ~ /insert .*into / ||
                low ~ /update [a-z_.]+ set / || low ~ /delete from / ||
                low ~ /replace into /) {
                print part[1] ":" part[2] ": SQL: " substr(text, 1, 50)
            }
        }'
}

# ---- shape

function_length() {
    if ! ctags --version 2>/dev/null | grep -q Universal; then
        echo 'ctags: universal-ctags is not installed'
        return
    fi
    xargs ctags -x --languages=C --language-force=C --c-kinds=f \
        --_xformat='%N %n %{end} %F' <"$tmp/c" |
        awk -v most="$FUNCTION_MAX" -v many="$FUNCTION_WARN" '
            { lines = $3 - $2 + 1 }
            lines > most { print $4 ":" $2 ": " $1 ": " lines " lines" }
            lines > many && lines <= most {
                print "warning: " $4 ":" $2 ": " $1 ": " lines " lines"
            }'
}

file_length() {
    sources '*.[ch]' '*.sh' '*.awk' '*.py' '*.xsl' '*.js' '*.mjs' |
        xargs wc -l |
        awk -v most="$FILE_MAX" '
            $2 != "total" && $1 > most { print $2 ":" $1 ": " $1 " lines" }'
}

line_width() {
    in_files "$tmp/c" -E "^.{$((LINE_MAX + 1)),}\$" |
        sed -E 's/^([^:]*:[0-9]*):.*/\1: wider than 80 columns/'
}

white_space() {
    sources '*.[ch]' '*.sh' '*.awk' '*.py' '*.xsl' '*.xml' '*.css' '*.sql' \
        '*.rng' '*.js' '*.mjs' >"$tmp/text"
    in_files "$tmp/text" "$(printf '\t')" |
        sed -E 's/^([^:]*:[0-9]*):.*/\1: a tab/'
    in_files "$tmp/text" -E '[[:space:]]+$' |
        sed -E 's/^([^:]*:[0-9]*):.*/\1: white space at the end/'
}

spdx() {
    sources '*.[ch]' '*.sh' '*.awk' '*.py' '*.xsl' '*.css' '*.sql' '*.rng' \
        '*.js' '*.mjs' Makefile.am configure.ac '*.conf' '*.conf.in' run |
        while read -r file; do
            head -n 5 "$file" |
                grep -q 'SPDX-License-Identifier: Apache-2.0' ||
                echo "$file:1: no SPDX-License-Identifier: Apache-2.0"
        done
}

formatted() {
    if [ ! -f .clang-format ]; then
        echo 'skip: no .clang-format'
    elif ! clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
        echo 'skip: no clang-format 14'
    else
        xargs clang-format --dry-run <"$tmp/c" 2>&1 |
            awk -F: '
                !/: warning: / { next }
                !($1 in first) { first[$1] = $2 }
                { places[$1]++ }
                END {
                    for (file in first) {
                        print file ":" first[file] ": clang-format would \
change " places[file] " places"
                    }
                }' | sort
    fi
}

shell_scripts() {
    if ! command -v shellcheck >/dev/null; then
        echo 'skip: no shellcheck'
        return
    fi
    { sources '*.sh'; ls .ci/run 2>/dev/null; } |
        xargs shellcheck -x -S warning -s sh -f gcc
}

# ---- what must agree

# literals_of PATTERN FILES: "file:line:text" of the literals in the files of
# that pattern.
literals_of() {
    grep -E "^$1:" "$tmp/literals"
}

directives() {
    literals_of 'mod_custdash/web/config[a-z_]*\.c' |
        grep -E ':CustDash[A-Za-z]*$' | sort -u -t: -k3 >"$tmp/directives"
    [ -s "$tmp/directives" ] ||
        echo 'mod_custdash/web/config.c:1: no directive found'
    cat mod_custdash/README.md mod_custdash/custdash.conf* 2>/dev/null |
        grep -oE 'CustDash[A-Za-z]*' | sort -u >"$tmp/documented"
    while IFS=: read -r file line name; do
        grep -qx "$name" "$tmp/documented" || echo "$file:$line: $name is \
neither in mod_custdash/custdash.conf nor in mod_custdash/README.md"
    done <"$tmp/directives"
    grep -nE '^ *#? ?CustDash[A-Za-z]* ' mod_custdash/custdash.conf* \
        /dev/null 2>/dev/null |
        sed -E 's/^([^:]*:[0-9]*): *#? ?(CustDash[A-Za-z]*).*/\1 \2/' |
        while read -r where name; do
            cut -d: -f3 "$tmp/directives" | grep -qx "$name" ||
                echo "$where: there is no directive $name"
        done
}

listed_in_makefile() {
    { grep '\.c$' "$tmp/module"; grep '^tests/unit/check_.*\.c$' "$tmp/c"; } |
        while read -r file; do
            grep -qF "$file" Makefile.am 2>/dev/null ||
                echo "$file:1: Makefile.am doesn't list it"
        done
}

statement_labels() {
    cat sql/queries/*.sql 2>/dev/null |
        sed -nE 's/^-- :name +([^ ]+).*/\1/p' | sort >"$tmp/labels"
    uniq -d "$tmp/labels" | sed 's/.*/sql\/queries: & is there twice/'
    literals_of 'mod_custdash/(pages|model)/[a-z_]*\.c' |
        grep -E ':[a-z-]+\.[a-z-]+!?$' | grep -v '\.h$' |
        grep -v '^mod_custdash/model/stripe\.c:' | # its events are named alike
        while IFS=: read -r file line label; do
            label=${label%!}
            case $label in
            # permissions have the same shape
            services.manage | domains.manage | invoices.pay | tickets.write)
                continue
                ;;
            esac
            # so have the kinds of events, which stand in their header
            grep -qE "^ \* +$label( |\$)" mod_custdash/model/event.h 2>/dev/null ||
            grep -qx "$label" "$tmp/labels" ||
                echo "$file:$line: no statement $label in sql/queries"
        done
}

themes() {
    "$PYTHON" $LINT/xslt.py "$1" xslt
}

check 'calls go downwards only' layers
check 'no banned calls' banned_calls
check 'no goto' no_goto
check 'SQL lives in sql/queries' sql_in_c
check "functions of at most $FUNCTION_MAX lines" function_length
check "files of at most $FILE_MAX lines" file_length
check "C of at most $LINE_MAX columns" line_width
check 'no tabs, no white space at line ends' white_space
check 'every source file says its licence' spdx
check 'every directive is documented' directives
check 'every source is in Makefile.am' listed_in_makefile
check 'every statement that C names exists' statement_labels
check 'themes: nothing that is unsafe or slow' themes unsafe
check 'themes: no text outside the catalogues' themes text
check 'themes: catalogues agree and have every key' themes keys
check 'C is formatted by .clang-format' formatted
check 'shell scripts pass shellcheck' shell_scripts

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
