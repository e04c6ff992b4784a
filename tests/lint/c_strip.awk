# SPDX-License-Identifier: Apache-2.0
# Takes C apart for the lint. To stdout goes the code, without comments and
# with emptied literals, as "file:line:code"; to the file named by the
# variable "literals" each string literal, neighbours joined as the compiler
# joins them, as "file:line:text".

function flush() {
    if (pending_line) {
        print pending_file ":" pending_line ":" pending > literals
        pending_line = 0
    }
}

function code(s) {
    if (s ~ /[^ \t\\]/) {
        flush()
    }
    line = line s
}

function string(s) {
    if (!pending_line) {
        pending_file = FILENAME
        pending_line = FNR
        pending = ""
    }
    pending = pending s
    line = line "\"\""
}

FNR == 1 {
    flush()
    comment = 0
}

{
    rest = $0
    line = ""
    while (rest != "") {
        if (comment) {
            end = index(rest, "*/")
            if (!end) {
                break
            }
            rest = substr(rest, end + 2)
            comment = 0
        } else if (!match(rest, /"|'|\/\*|\/\//)) {
            code(rest)
            break
        } else {
            code(substr(rest, 1, RSTART - 1))
            token = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            if (token == "/*") {
                comment = 1
            } else if (token == "//") {
                break
            } else if (token == "\"") {
                match(rest, /^([^"\\]|\\.)*/)
                string(substr(rest, 1, RLENGTH))
                rest = substr(rest, RLENGTH + 2)
            } else {
                match(rest, /^([^'\\]|\\.)*/)
                code("''")
                rest = substr(rest, RLENGTH + 2)
            }
        }
    }
    print FILENAME ":" FNR ":" line
}

END {
    flush()
}
