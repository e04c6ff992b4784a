# SPDX-License-Identifier: Apache-2.0
"""What is no request for a page of ours, or is a broken one."""
import socket
import time

import pytest

from client import BASE, FORM
from routes import ROUTES

BROKEN = ["%", "%4", "email=%zz", "email=%", "email=%ff", "email=%c3%28",
          "email=%ed%a0%80", "email=%00", "%00=x", "email=a%00b",
          "email=%01", "email=%7f", "email=%c2%85", "e%0bmail=x",
          "email=%ef%bf%be", "email=\xff"]

NOT_OURS = ["/no-such-page", "/no-such-page/", "/services/x", "/services/0x1",
            "/services/-1", "/services/1e3", "/services/" + "9" * 19,
            "/services/1/2", "/Services", "/-/x", "/-/",
            "/tickets/a/b", "/tickets/" + "x" * 201, "/guides/%ff",
            "/guides/%01", "/index.html", "/services/x/"]


def raw(server, text, timeout=20):
    """Send bytes as they are; everything that comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout) as s:
        s.sendall(text)
        data = b""
        while chunk := s.recv(65536):
            data += chunk
    return data


def is_error_page(answer, status):
    """The theme's page of that status."""
    assert answer.status == status, answer
    page = answer.html.xpath("//body")[0]
    assert "page-error" in page.get("class")
    assert str(status) in "".join(page.itertext())
    return True


@pytest.mark.parametrize("path", NOT_OURS)
def test_unknown_paths_are_the_themes_404(path, guest, demo):
    for client in (guest, demo):
        assert is_error_page(client.get(path), 404)


@pytest.mark.expect_log(r"AH10244: invalid URI path", optional=True)
@pytest.mark.parametrize("path", ["/services%2f2001", "/%00", "/tickets/a%00",
                                  "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/x",
                                  "/guides/..%5c..%5cetc"])
def test_paths_with_tricks_lead_nowhere(path, demo):
    answer = demo.get(path)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body


def test_error_pages_are_documents_too(demo):
    answer = demo.xml("/no-such-page")
    assert answer.status == 404
    assert answer.xml.get("name") == "error"
    assert answer.xml.get("status") == "404"
    assert dict(answer.xml.find("error").attrib) == {"status": "404",
                                                     "code": "not-found"}


def test_the_base_is_the_main_page_with_and_without_a_slash(demo):
    assert demo.get("").status == 200
    assert demo.get("/").status == 200


def test_a_slash_too_many_leads_to_the_page(demo):
    for path in ("/services", "/contacts/new", "/services/2002"):
        answer = demo.get(path + "/")
        assert (answer.status, answer.location) == (303, BASE + path)


def test_what_only_begins_like_the_base_is_not_ours(guest):
    answer = guest.visit("/dashboards")
    assert answer.status == 404
    assert b"page-error" not in answer.body
    assert guest.visit("/").location.endswith("/dashboard/")


def test_the_dashboard_may_be_all_of_a_host(host):
    client = host("root")
    assert client.visit("/").location == "/sign-in"
    answer = client.sign_in("demo")
    assert answer.location == "/"
    page = client.visit("/")
    assert page.status == 200
    assert all(not h.startswith("/dashboard") for h in
               page.html.xpath("//@href | //@action"))


def test_the_dashboard_may_be_off_for_a_host(host):
    assert host("off").get("/sign-in").status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS",
                                    "PROPFIND", "MKCOL", "NONSENSE"])
def test_other_methods_are_told_what_there_is(method, demo):
    for path, allow in [("/", "GET, HEAD"), ("/sign-out", "POST"),
                        ("/contacts/new", "GET, HEAD, POST")]:
        answer = demo.request(method, path)
        assert (answer.status, answer.headers["Allow"]) == (405, allow)


def test_post_to_a_page_without_a_form_is_refused(demo):
    for route in ROUTES:
        if not route.posts and not route.parameters:
            answer = demo.post(route.path, csrf="x")
            assert is_error_page(answer, 405)
            assert answer.headers["Allow"] == "GET, HEAD"


def test_trace_is_off(demo):
    assert demo.request("TRACE", "/").status == 405


def test_methods_on_unknown_paths_are_404(demo):
    assert demo.request("DELETE", "/no-such-page").status == 404


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json",
                                  "multipart/form-data; boundary=x",
                                  FORM + "x", "", FORM[:-1]])
def test_what_is_no_form_is_415(kind, guest):
    headers = {} if kind is None else {"Content-Type": kind}
    answer = guest.request("POST", "/sign-in", "email=x", headers)
    assert is_error_page(answer, 415)


def test_a_forms_type_may_have_parameters(guest):
    answer = guest.post("/sign-in", {"email": "x"}, headers={
        "Content-Type": "Application/X-WWW-Form-Urlencoded; charset=UTF-8"})
    assert answer.status == 422


@pytest.mark.parametrize("body", BROKEN)
def test_what_cannot_be_read_is_422(body, guest):
    answer = guest.post("/sign-in", body=body.encode("latin-1"))
    assert is_error_page(answer, 422)


def test_too_many_fields_are_422(guest):
    assert is_error_page(guest.post("/sign-in", body="&".join(["a=b"] * 2000)),
                         422)


@pytest.mark.parametrize("query", BROKEN)
def test_a_broken_query_is_passed_over(query, demo):
    query = query.replace("\xff", "%ff")
    assert demo.get("/services?" + query).status == 200


def test_a_form_over_the_limit_is_413(host):
    client = host("small")
    short = client.post("/sign-in", {"email": "x" * 100})
    assert short.status == 422
    answer = client.post("/sign-in", {"email": "x" * 300})
    assert is_error_page(answer, 413)


def test_a_form_over_the_usual_limit_is_413(guest):
    assert is_error_page(guest.post("/sign-in", body="a=" + "x" * 65536), 413)


def test_a_form_without_a_length_over_the_limit_is_413(server):
    chunks = b"2000\r\n" + b"x" * 8192 + b"\r\n"
    data = raw(server, b"POST /dashboard/sign-in HTTP/1.1\r\nHost: x\r\n"
               b"Content-Type: " + FORM.encode() + b"\r\nConnection: close"
               b"\r\nTransfer-Encoding: chunked\r\n\r\n"
               + chunks * 9 + b"0\r\n\r\n")
    assert data.startswith(b"HTTP/1.1 413 ")
    assert b"page-error" in data


def test_a_chunked_form_within_the_limit_is_taken(guest, server):
    body = f"csrf={guest.csrf()}&email=demo%40example.com".encode()
    data = raw(server, b"POST /dashboard/sign-in?format=xml HTTP/1.1\r\n"
               b"Host: x\r\nConnection: close\r\nCookie: custdash-guest="
               + guest.jar["custdash-guest"].encode()
               + b"\r\nContent-Type: " + FORM.encode()
               + b"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + body[:5]
               + b"\r\n%x\r\n" % len(body[5:]) + body[5:]
               + b"\r\n0\r\n\r\n")
    assert data.startswith(b"HTTP/1.1 422 ")
    assert b'value="demo@example.com"' in data


@pytest.mark.parametrize("head", [
    b"Content-Length: 10\r\nTransfer-Encoding: chunked",
    b"Content-Length: -1", b"Content-Length: x", b"Content-Length: 1, 2",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip"])
def test_a_malformed_body_is_refused(head, server):
    data = raw(server, b"POST /dashboard/sign-in HTTP/1.1\r\nHost: x\r\n"
               b"Connection: close\r\nContent-Type: " + FORM.encode()
               + b"\r\n" + head + b"\r\n\r\nzz\r\nemail=abcd")
    status = int(data.split()[1])
    assert 400 <= status < 500


def test_a_form_that_breaks_off_harms_nobody(server, guest):
    with socket.create_connection(("127.0.0.1", server.port), 10) as s:
        s.sendall(b"POST /dashboard/sign-in HTTP/1.1\r\nHost: x\r\n"
                  b"Content-Type: " + FORM.encode() + b"\r\n"
                  b"Content-Length: 500\r\n\r\nemail=demo")
    assert guest.get("/sign-in").status == 200


def test_a_slow_sender_holds_no_connection(server, demo, db):
    """Between request and body no connection of httpd is in use."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as s:
        s.sendall(b"POST /dashboard/contacts/new HTTP/1.1\r\nHost: x\r\n"
                  b"Cookie: custdash=" + demo.jar["custdash"].encode()
                  + b"\r\nContent-Type: " + FORM.encode()
                  + b"\r\nContent-Length: 5\r\nConnection: close\r\n\r\n")
        started = time.monotonic()
        assert demo.get("/").status == 200
        assert time.monotonic() - started < 5
        s.sendall(b"a=b&c")
        assert b" 403 " in s.recv(100)


def test_a_long_address_line_is_refused_politely(server):
    data = raw(server, b"GET /dashboard/" + b"x" * 9000 + b" HTTP/1.1\r\n"
               b"Host: x\r\nConnection: close\r\n\r\n")
    assert data.startswith(b"HTTP/1.1 414 ")


@pytest.mark.expect_log(r"statement services\.list \(.*broken\.sql:2\): "
                        r"1054 Unknown column")
def test_a_failing_statement_is_the_themes_500(host):
    client = host("broken-query")
    client.sign_in("demo")
    answer = client.get("/services")
    assert is_error_page(answer, 500)
    assert "Retry-After" not in answer.headers
    assert b"no_such_column" not in answer.body


@pytest.mark.expect_log(r"theme: page services: .*this page gives up")
def test_a_failing_page_is_the_themes_500(host):
    client = host("broken-page")
    client.sign_in("demo")
    assert is_error_page(client.get("/services"), 500)
    assert client.get("/domains").status == 200


@pytest.mark.expect_log(r"theme: page services: .*gives up",
                        r"theme: page error: .*gives up")
def test_without_a_working_theme_a_plain_page_says_so(host):
    client = host("broken-theme")
    client.sign_in("demo")
    answer = client.get("/services")
    assert answer.status == 500
    assert "Something went wrong on our side" in answer.text
    assert answer.html.xpath("//h1")
