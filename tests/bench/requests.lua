-- SPDX-License-Identifier: Apache-2.0
-- wrk … -s requests.lua URL -- FILE: send the requests of FILE again and
-- again, each thread from a place of its own. FILE has each as its length in
-- a line of its own, then its bytes. The work per request is the same
-- whatever they are. The last line of the output is JSON.

local list, count, at = {}, 0, 0
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(arguments)
    local file = assert(io.open(arguments[1], "rb"))
    while true do
        local length = file:read("*l")
        if not length then break end
        count = count + 1
        list[count] = file:read(tonumber(length))
    end
    file:close()
    at = math.floor(number * count / 2) % count
end

function request()
    at = at + 1
    if at > count then at = 1 end
    return list[at]
end

function done(summary, latency, _)
    local e = summary.errors
    io.write(string.format(
        '{"requests":%d,"microseconds":%d,"bytes":%d,"failed":%d,' ..
        '"broken":%d,"p50":%d,"p99":%d}\n',
        summary.requests, summary.duration, summary.bytes, e.status,
        e.connect + e.read + e.write + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
