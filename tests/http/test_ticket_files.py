# SPDX-License-Identifier: Apache-2.0
"""Files of tickets: which are taken, what becomes of all others, and who gets
them back."""
import io
import re
import socket
import subprocess
import threading
import zipfile

import pytest

from client import BASE, Client
from pages import is_clean
from servers import TOP, wait_until
from uploads import BOUNDARY, TYPE, body, padded, part, png, send

MIB = 1024 * 1024
LIMIT = 10 * MIB                      # site.attachment_bytes
NEW = {"department": "1", "about": "", "priority": "low", "offered": "1",
       "subject": "Files", "message": "Kept & whole"}


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("files", ["CustDashUploadTime 2",
                                "ServerLimit 1", "StartServers 1",
                                "ThreadsPerChild 10",
                                "MaxRequestWorkers 10"])


@pytest.fixture
def mine(db, httpd):
    client = Client(httpd.port)
    assert client.sign_in("demo").status == 303
    last = db.one("SELECT MAX(id) FROM ticket")
    yield client
    db.sql(f"DELETE FROM ticket WHERE id > {last}; DELETE FROM attachment; "
           "UPDATE site SET attachment_bytes = DEFAULT(attachment_bytes), "
           "attachment_ticket_bytes = DEFAULT(attachment_ticket_bytes), "
           "attachment_account_bytes = DEFAULT(attachment_account_bytes)")


def stored(db):
    return db.sql("SELECT (SELECT COUNT(*) FROM ticket), "
                  "(SELECT COUNT(*) FROM ticket_message), "
                  "(SELECT COUNT(*) FROM attachment), "
                  "(SELECT COUNT(*) FROM attachment_chunk)")


def opened(client, *files):
    answer = send(client, "/tickets/new", NEW, files)
    assert answer.status == 303, answer.text
    return answer.location.removeprefix(BASE)


def links(client, path):
    return [h.removeprefix(BASE) for h in
            client.get(path).html.xpath("//ul[@class='files']//a/@href")]


def refused(client, db, files, code):
    """422 with the field's code, the form as it was typed, nothing stored."""
    before = stored(db)
    answer = send(client, "/tickets/new?format=xml", NEW, files)
    assert answer.status == 422, answer
    form = answer.xml.find("form")
    fields = {f.get("name"): f for f in form}
    assert fields["files"].get("error") == code
    assert fields["message"].get("value") == NEW["message"]
    assert fields["subject"].get("value") == NEW["subject"]
    assert stored(db) == before
    page = send(client, "/tickets/new", NEW, files)
    assert page.status == 422 and is_clean(page)
    assert page.html.xpath("string(//textarea)") == NEW["message"]


def resident(httpd):
    """KiB of all children."""
    pids = subprocess.run(["ps", "--ppid", str(httpd.process.pid), "-o",
                           "rss="], capture_output=True, text=True).stdout
    return sum(map(int, pids.split()))


def test_files_come_back_as_they_were_sent(mine, db):
    picture = png(40, 30)
    long = b"line\n" * 50000
    path = opened(mine, ("Zrzut ekranu – błąd.png", picture),
                  ("log.txt", long))
    assert is_clean(mine.get(path))
    first, second = links(mine, path)
    got = mine.get(first)
    assert got.status == 200 and got.body == picture
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["Content-Disposition"] \
        == ('attachment; filename="Zrzut ekranu ___ b____d.png"; filename*='
            "UTF-8''Zrzut%20ekranu%20%E2%80%93%20b%C5%82%C4%85d.png")
    got = mine.get(second)
    assert got.body == long
    assert got.headers["Content-Disposition"] \
        == 'attachment; filename="log.txt"'
    assert "default-src 'none'" in got.headers["Content-Security-Policy"]
    head = mine.request("HEAD", second)
    assert head.status == 200 and head.body == b""
    assert head.headers["Content-Length"] == str(len(long))


def test_parts_of_a_file_are_given(mine):
    data = bytes(range(256)) * 1000
    picture = png() + data
    file, = links(mine, opened(mine, ("a.png", picture)))
    for span, expected in [("0-9", picture[:10]), ("-5", picture[-5:]),
                           ("70000-", picture[70000:]),
                           ("65530-65545", picture[65530:65546])]:
        got = mine.get(file, headers={"Range": f"bytes={span}"})
        assert got.status == 206 and got.body == expected
        assert got.headers["Content-Range"].endswith(f"/{len(picture)}")
    assert mine.get(file, headers={"Range": "bytes=999999-"}).status == 416
    several = mine.get(file, headers={"Range": "bytes=0-1,5-6"})
    assert several.status == 206
    assert several.headers.get_content_type() == "multipart/byteranges"
    tag = mine.get(file).headers["ETag"]
    assert mine.get(file, headers={"If-None-Match": tag}).status == 304
    assert mine.get(file, headers={"Range": "bytes=0-1", "If-Range": '"x"'}) \
        .status == 200


def test_a_file_is_for_who_may_see_its_ticket(mine, db, httpd):
    path = opened(mine, ("a.png", png()))
    file, = links(mine, path)
    number = file.rsplit("/", 1)[1]
    for user in ("other", "empty"):
        client = Client(httpd.port)
        client.sign_in(user)
        assert client.get(file).status == 404
        theirs = db.one("SELECT number FROM ticket WHERE account_id = 1002 "
                        "LIMIT 1")
        assert client.get(f"/tickets/{theirs}/files/{number}").status == 404
    assert Client(httpd.port).get(file).status == 303
    other = opened(mine)
    assert mine.get(f"{other}/files/{number}").status == 404
    assert mine.get(f"{path}/files/99999999").status == 404
    member = Client(httpd.port)
    member.sign_in("member")
    assert member.get(file).status == 200
    db.sql("UPDATE ticket SET service_id = 2001 WHERE number = "
           f"'{path.rsplit('/', 1)[1]}'")
    assert member.get(file).status == 404


def test_an_answer_takes_files_too(mine):
    path = opened(mine)
    assert send(mine, path, {"message": "See"}, [("b.png", png())]) \
        .status == 303
    assert len(links(mine, path)) == 1
    again = send(mine, path, {"message": "See"}, [("b.svg", b"<svg/>")])
    assert again.status == 422 and is_clean(again)
    assert again.html.xpath("string(//textarea)") == "See"


def named(value):
    """A short name of a test."""
    return repr(value)[:20] if isinstance(value, str) else "-"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def archive(name="a.txt"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize("name, data, code", [
    ("empty.png", b"", "file-empty"),
    ("shell.php", PHP, "file-type"),
    ("shell.PHP", PHP, "file-type"),
    ("shell.png.php", png() + PHP, "file-type"),
    (".htaccess", b"AddHandler x .png", "file-type"),
    (".png", png(), "file-type"),
    ("x.svg", SVG, "file-type"),
    ("x.html", HTML, "file-type"),
    ("x", png(), "file-type"),
    ("x.", png(), "file-type"),
    ("x.exe", b"MZ" + b"\0" * 100, "file-type"),
    ("../../etc/passwd", b"x", "file-type"),
    ("x.png", PHP, "file-content"),
    ("x.jpg", SVG, "file-content"),
    ("x.png", HTML, "file-content"),
    ("x.gif", png(), "file-content"),
    ("x.pdf", archive(), "file-content"),
    ("x.docx", archive(), "file-content"),
    ("x.zip", png() + archive(), "file-content"),
    ("x.txt", b"text\0binary", "file-content"),
    ("x.txt", b"a" * 200000 + b"\0", "file-content")], ids=named)
def test_what_is_not_on_the_list_is_refused(name, data, code, mine, db):
    refused(mine, db, [("good.png", png()), (name, data)], code)


@pytest.mark.parametrize("name, data, kept, kind", [
    ("../../etc/cron.d/x.txt", b"hello", "x.txt", "text/plain"),
    ("C:\\Users\\me\\x.png", png(), "x.png", "image/png"),
    ("..%2f..%2fx.png", png(), "..%2f..%2fx.png", "image/png"),
    ("a\r\nSet-Cookie: x=1.png", png(), "aSet-Cookie x=1.png", "image/png"),
    ('quo"te.png', png(), "quote.png", "image/png"),
    ("\u202egnp.exe.png", png(), "gnp.exe.png", "image/png"),
    ("x" * 900 + ".png", png(), "x" * 146 + ".png", "image/png"),
    ("page.txt", HTML, "page.txt", "text/plain"),
    ("photo.JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + b"\0" * 60,
     "photo.JPEG", "image/jpeg"),
    ("polyglot.png", png() + HTML + PHP, "polyglot.png", "image/png"),
    ("a.zip", archive("../evil"), "a.zip", "application/zip"),
    ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n", "a.pdf",
     "application/pdf")], ids=named)
def test_names_are_made_harmless_and_types_are_ours(name, data, kept, kind,
                                                    mine, db):
    file, = links(mine, opened(mine, (name, data)))
    assert db.one("SELECT name FROM attachment") == kept
    got = mine.get(file)
    assert got.body == data and got.headers.get_content_type() == kind
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in got.headers
    assert "\n" not in got.headers["Content-Disposition"]


def test_the_limit_is_exact(mine, db):
    file, = links(mine, opened(mine, ("full.png", padded(LIMIT))))
    assert mine.get(file).body == padded(LIMIT)
    refused(mine, db, [("over.png", padded(LIMIT + 1))], "file-too-large")


def test_quotas_of_a_ticket_and_of_an_account_hold(mine, db):
    db.sql("UPDATE site SET attachment_ticket_bytes = 3000")
    path = opened(mine, ("a.png", padded(2000)))
    answer = send(mine, path + "?format=xml", {"message": "x"},
                  [("b.png", padded(1001))])
    assert answer.status == 422
    assert answer.xml.find("form/field[@name='files']").get("error") \
        == "file-ticket-quota"
    assert send(mine, path, {"message": "x"}, [("b.png", padded(1000))]) \
        .status == 303
    db.sql("UPDATE site SET attachment_account_bytes = 4000")
    refused(mine, db, [("c.png", padded(1001))], "file-account-quota")
    opened(mine, ("c.png", padded(1000)))


def test_what_staff_sends_is_not_on_the_account(mine, db):
    path = opened(mine, ("a.png", padded(1000)))
    db.sql("UPDATE site SET attachment_ticket_bytes = 3000, "
           "attachment_account_bytes = 3000")
    db.sql("INSERT INTO ticket_message (ticket_id, author, staff, body) "
           "SELECT id, 'Aoife', 1, 'x' FROM ticket WHERE number = "
           f"'{path.rsplit('/', 1)[1]}'")
    db.sql("INSERT INTO attachment (account_id, message_id, name, type, size,"
           " created_at) SELECT 1001, MAX(id), 'b.png', 'image/png', 2500, "
           "UTC_TIMESTAMP() FROM ticket_message")
    assert send(mine, path, {"message": "x"}, [("c.png", padded(2000))]) \
        .status == 303
    answer = send(mine, path, {"message": "y"}, [("d.png", padded(1))])
    assert answer.status == 422


def test_a_quota_is_not_passed_by_many_at_once(mine, db):
    """Each of ten would fit alone."""
    path = opened(mine)
    before = int(db.one("SELECT COALESCE(SUM(size), 0) FROM attachment WHERE "
                        "account_id = 1001"))
    db.sql(f"UPDATE site SET attachment_account_bytes = {before + 5000}")
    answers = []

    def reply(n):
        answers.append(send(mine, path, {"message": f"one of ten, {n}"},
                            [(f"{n}.png", padded(2000 + n))]))
    threads = [threading.Thread(target=reply, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    statuses = sorted(a.status for a in answers)
    assert statuses == [303] * 2 + [422] * 8
    after = int(db.one("SELECT SUM(size) FROM attachment WHERE account_id = "
                       "1001"))
    assert before < after <= before + 5000


def test_too_many_files_and_too_many_parts(mine, db):
    opened(mine, *[(f"{i}.png", png()) for i in range(5)])
    refused(mine, db, [(f"{i}.png", png()) for i in range(6)],
            "file-too-many")
    before = stored(db)
    for parts in ([part(f"n{i}", "x") for i in range(1000)],
                  [part("files", png(), f"{i}.png") for i in range(1000)]):
        data = (b"".join([part("csrf", mine.csrf()), *parts])
                + f"--{BOUNDARY}--\r\n".encode())
        answer = mine.request("POST", "/tickets/new", data, TYPE)
        assert answer.status == 413 and is_clean(answer)
    assert stored(db) == before


WHOLE = {**NEW, "csrf": "{}"}


@pytest.mark.parametrize("spoil", [
    lambda b: b.replace(b"--" + BOUNDARY.encode() + b"--\r\n", b""),
    lambda b: b[:len(b) // 2],
    lambda b: b[:-4],
    lambda b: b.replace(b"\r\n", b"\n"),
    lambda b: b.replace(b"\r\n\r\n", b"\r\n", 1),
    lambda b: b.replace(b"form-data; name", b"form-data; nonsense", 1),
    lambda b: b.replace(b'name="subject"', b'name="subject', 1),
    lambda b: b.replace(b"Content-Disposition", b"X-Nothing", 1),
    lambda b: b.replace(BOUNDARY.encode(), BOUNDARY.encode() + b"x", 1),
    lambda b: b"", lambda b: b"--", lambda b: b"nonsense",
    lambda b: b.replace(b'name="subject"', b'name="' + b"n" * 9000 + b'"', 1),
    lambda b: b.replace(b"Files\r\n", b"\xff\xfe\r\n", 1),
    lambda b: b.replace(b"Files\r\n", b"a\0b\r\n", 1),
    lambda b: b.replace(b"a.png", b"a.png\0.php", 1)])
def test_a_broken_body_is_said_to_be_one(spoil, mine, db):
    before = stored(db)
    data = spoil(body({"csrf": mine.csrf(), **NEW}, [("a.png", png())]))
    answer = mine.request("POST", "/tickets/new", data, TYPE)
    assert answer.status in (403, 422), answer   # 403: the token is gone, too
    assert is_clean(answer)
    assert stored(db) == before


@pytest.mark.parametrize("kind", [
    "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 71,
    "multipart/form-data; boundary=\"a", "multipart/mixed; boundary=a",
    "multipart/form-data; boundary=a; boundary=b", "text/plain"])
def test_what_is_no_form_is_not_read(kind, mine):
    answer = mine.request("POST", "/tickets/new", b"--a--\r\n",
                          {"Content-Type": kind})
    assert answer.status == 415


def test_other_forms_take_no_files(mine):
    answer = send(mine, "/contacts/new", {"email": "a@example.org"},
                  [("a.png", png())])
    assert answer.status == 415


def test_fields_have_their_limit_also_beside_files(mine, db):
    answer = send(mine, "/tickets/new", {**NEW, "other": "x" * 70000})
    assert answer.status == 413 and is_clean(answer)


def head(client, length):
    cookie = "; ".join(f"{k}={v}" for k, v in client.jar.items())
    return (f"POST {BASE}/tickets/new HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: {cookie}\r\nContent-Type: {TYPE['Content-Type']}\r\n"
            f"Content-Length: {length}\r\n\r\n").encode()


def test_a_body_that_is_too_large_is_not_taken(mine, db, httpd):
    before = stored(db)
    with socket.create_connection(("127.0.0.1", httpd.port), 20) as s:
        s.sendall(head(mine, 33 * MIB))
        assert b" 413 " in s.recv(100)
    # said to be none, and larger than it may be all the same
    with socket.create_connection(("127.0.0.1", httpd.port), 60) as s:
        s.sendall(head(mine, 0).replace(b"Content-Length: 0",
                                        b"Transfer-Encoding: chunked"))
        data = b"%x\r\n" % MIB + b"x" * MIB + b"\r\n"
        s.sendall(b"%x\r\n" % len(part("files", b"", "a.png")[:-2])
                  + part("files", b"", "a.png")[:-2] + b"\r\n")
        try:
            for _ in range(40):
                s.sendall(data)
        except OSError:
            pass                     # it has stopped listening
        try:
            assert b" 413 " in s.recv(100)
        except ConnectionResetError:
            pass
    assert stored(db) == before


def test_a_cut_connection_leaves_nothing(mine, db, httpd):
    before = stored(db)
    data = body({"csrf": mine.csrf(), **NEW}, [("a.png", padded(MIB))])
    for n in (1, 200, 1000, len(data) // 2, len(data) - 1):
        with socket.create_connection(("127.0.0.1", httpd.port), 20) as s:
            s.sendall(head(mine, len(data)) + data[:n])
    assert mine.get("/tickets").status == 200
    assert stored(db) == before


def test_a_slow_sender_is_told_so_and_holds_no_connection(mine, db, httpd):
    data = body({"csrf": mine.csrf(), **NEW}, [("a.png", png())])
    with socket.create_connection(("127.0.0.1", httpd.port), 20) as s:
        s.sendall(head(mine, len(data)))
        s.settimeout(0.1)
        got = b""

        def trickle():
            nonlocal got
            try:
                s.send(data[:1])
                got += s.recv(100)
            except TimeoutError:
                pass
            return got
        assert b" 408 " in wait_until(trickle, 20, "an answer")
    assert not db.one("SELECT id FROM information_schema.processlist WHERE "
                      "user = 'custdash' AND command <> 'Sleep'")


def test_memory_stays_flat(mine, db, httpd, setup):
    if setup.preload:
        pytest.skip("a sanitizer keeps what was freed")

    def round_trip():
        file, = links(mine, opened(mine, ("a.png", padded(9 * MIB))))
        assert len(mine.get(file).body) == 9 * MIB
    for _ in range(12):          # each thread has had one
        round_trip()
    before = resident(httpd)
    for _ in range(25):
        round_trip()
    assert resident(httpd) - before < 12 * 1024, (before, resident(httpd))


@pytest.mark.expect_log(r"files that were sent can't be written to",
                        r"a file to be sent can't be written to",
                        optional=True)
def test_a_full_disk_loses_no_text(private, db, tmp_path_factory):
    """The folder of temporary files is full, then gone."""
    folder = tmp_path_factory.mktemp("spool")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o",
                           "size=1m,mode=1777", "tmpfs", folder])
    if done.returncode:
        pytest.skip("this account may not mount a file system")
    folder.parent.chmod(0o755)
    folder.parent.parent.chmod(0o755)
    try:
        httpd = private[1]("full", [f"CustDashUploadFolder {folder}"])
        client = Client(httpd.port)
        assert client.sign_in("demo").status == 303
        refused(client, db, [("a.png", padded(2 * MIB))], "file-storage")
        path = opened(client, ("a.png", padded(MIB // 2)))
        file, = links(client, path)
        assert client.get(file).status == 200
        assert not list(folder.iterdir())
        big = db.one("SELECT id FROM attachment")
        (folder / "hog").write_bytes(b"x" * (MIB - 20000))
        assert client.get(file).status == 503
        (folder / "hog").unlink()
        assert client.get(file).status == 200 and big
        httpd.stop()
    finally:
        subprocess.run(["umount", folder], check=True)


def test_no_file_of_ours_has_a_name(mine, httpd, tmp_path_factory):
    """Nothing is left where temporary files go, not even meanwhile."""
    names = re.compile(r"^custdash-[A-Za-z0-9]{6}$")
    from pathlib import Path
    opened(mine, ("a.png", png()))
    assert not [p for p in Path("/tmp").iterdir() if names.match(p.name)
                and p.is_file() and p.stat().st_size]
    assert TOP
