# SPDX-License-Identifier: Apache-2.0
# Who may include whom. Reads the list of the module's files, then lines
# "file:line:#include …"; prints each that goes upwards.

BEGIN {
    may["core"] = " core "
    may["model"] = " model core "
    may["pages"] = " pages model core "
    may["ctl"] = " ctl pages model core "
    may["web"] = " web core httpd "
    may["top"] = " top web pages model core httpd "
}

function layer_of(file, part, n) {
    n = split(file, part, "/")
    return n == 2 ? "top" : part[2]
}

function base_of(file) {
    sub(/.*\//, "", file)
    return file
}

# The layer that a header belongs to; "" for the system and libraries.
function target(header, quoted, own, part, n) {
    n = split(header, part, "/")
    if (n > 1 && part[n - 1] in may) {
        return part[n - 1]
    }
    if (n > 1 && part[n - 1] == "..") {
        return "top"
    }
    if (quoted && (own "/" header) in home) {
        return own
    }
    if (quoted && header in layer) {
        return layer[header]
    }
    if (header ~ /^(httpd|http_.*|ap_.*|mod_.*|util_.*|scoreboard)\.h$/ ||
        header ~ /^(mpm_common|unixd|heartbeat|cache_common)\.h$/) {
        return "httpd"
    }
    return ""
}

NR == FNR {
    home[layer_of($0) "/" base_of($0)] = 1
    layer[base_of($0)] = layer_of($0)
    next
}

{
    split($0, part, ":")
    own = layer_of(part[1])
    header = $0
    quoted = header ~ /include[ \t]*"/
    sub(/.*include[ \t]*["<]/, "", header)
    sub(/[">].*/, "", header)
    to = target(header, quoted, own)
    if (to == "top" && header ~ /custdash\.h$/) {
        next    # the installed header: extension points, for whoever asks
    }
    if (to != "" && index(may[own], " " to " ") == 0) {
        print part[1] ":" part[2] ": " own " includes " header " of " to
    }
}
