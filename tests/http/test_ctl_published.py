# SPDX-License-Identifier: Apache-2.0
"""custdashctl news, guide, banner, shortcut, status."""
import os
import re
import struct
import subprocess

import pytest
from lxml import etree

from client import Client
from servers import TOP
from test_published import chunk, png

KINDS = ["news", "guide", "banner", "shortcut", "status"]
FORMS = {
    "news": "Title: N {w}\nPublished: 2026-01-02\nLanguage: en\n\nText *{w}*",
    "guide": "Slug: {w}\nLanguage: en\nCategory: C\nTitle: G {w}\n"
             "Position: 0\n\n# Head\n\nText {w}",
    "banner": "Title: B {w}\nPlacement: top\nStarts: 2020-01-01\nWeight: 1\n"
              "Position: 0\n\nText {w}",
    "shortcut": "Name: S {w}\nLink: page:news\nPosition: -5\n",
    "status": "Title: I {w}\nKind: incident\nProgress: investigating\n"
              "Starts: 2026-01-02 03:04\n\nText {w}",
}
SHOWN = {"news": "/news?format=xml", "guide": "/guides?format=xml",
         "banner": "/?format=xml", "shortcut": "/?format=xml",
         "status": "/status?format=xml"}


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def demo(private):
    client = Client(private[1]().port)
    assert client.sign_in("demo").status == 303
    return client


@pytest.fixture
def ctl(db):
    def run(kind, *arguments, text=None, editor=None):
        env = db.setup.environment()
        env["VISUAL"] = ""
        env["EDITOR"] = editor or "false"
        return subprocess.run(
            [db.setup.ctl, kind, *arguments, *db.ctl_options("custdash")],
            input=text, text=True, capture_output=True, timeout=60, env=env)
    return run


def add(ctl, kind, text, *more):
    done = ctl(kind, "add", "--file", "-", *more, text=text)
    assert done.returncode == 0, done.stderr
    return re.match(rf"{kind} (\d+) ", done.stdout)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_published_retired_and_removed(ctl, demo, kind):
    word = f"zq{kind}zq"

    def there():
        return word.encode() in demo.get(SHOWN[kind]).body
    n = add(ctl, kind, FORMS[kind].format(w=word))
    assert not there()
    assert ctl(kind, "publish", n).stdout == f"{kind} {n} published\n"
    assert there()
    assert ctl(kind, "retire", n).stdout == f"{kind} {n} retired\n"
    assert not there()
    listed = ctl(kind, "list").stdout
    assert re.search(rf"^{n} +retired .*{word}", listed, re.M)
    assert ctl(kind, "remove", n).stdout == f"{kind} {n} removed\n"
    assert word not in ctl(kind, "list").stdout
    for wish in ("show", "publish", "retire", "remove"):
        done = ctl(kind, wish, n)
        assert (done.returncode, done.stderr) \
            == (1, f"custdashctl: there is no {kind} {n}\n")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_is_what_was_written(ctl, kind):
    """show gives the form; given back it changes nothing."""
    n = add(ctl, kind, FORMS[kind].format(w="zqround"), "--publish")
    shown = ctl(kind, "show", n).stdout
    assert "zqround" in shown and f"# {kind} {n}: published" in shown
    done = ctl(kind, "edit", n, "--file", "-", text=shown)
    assert done.stdout == f"{kind} {n} changed\n", done.stderr
    assert ctl(kind, "show", n).stdout == shown
    ctl(kind, "remove", n)


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_xml_too(ctl, kind):
    n = add(ctl, kind, FORMS[kind].format(w="zqxml"))
    root = etree.fromstring(ctl(kind, "list", "--format",
                                "xml").stdout.encode())
    assert n in [row.get("id") for row in root]
    row, = etree.fromstring(ctl(kind, "show", n, "--format=xml")
                            .stdout.encode())
    assert row.get("state") == "draft"
    ctl(kind, "remove", n)


@pytest.mark.parametrize("kind", KINDS)
def test_the_help_names_every_wish(ctl, kind):
    done = ctl(kind, "--help")
    assert done.returncode == 0
    for wish in ("add", "edit", "list", "show", "publish", "retire",
                 "remove", *(["update"] if kind == "status" else [])):
        assert wish in done.stdout
    manual = (TOP / "mod_custdash/ctl/custdashctl.1").read_text()
    assert kind in manual


@pytest.mark.parametrize("arguments", [
    [], ["nonsense"], ["edit"], ["show", "x"], ["show", "-1"], ["show", "1",
     "2"], ["list", "3"], ["add", "--format", "yaml"], ["update", "1"],
    ["add", "--picture", "x.png"], ["--what"]])
def test_a_wrong_command_line_is_told(ctl, arguments):
    assert ctl("news", *arguments).returncode == 2


@pytest.mark.parametrize("kind, change, line, said", [
    ("news", ("Published: 2026-01-02", "Published: 2026-02-30"), 2,
     "Published: 2026-02-30 is no day, like 2026-11-29"),
    ("news", ("Title: N zq", "Title:"), None, "Title is missing"),
    ("news", ("Language: en", "Language: english?"), 3,
     "Language: english? is no language code, like en or pl"),
    ("news", ("Language: en", "Products: Web Plus, Nothing"), 3,
     "Products: there is no product Nothing"),
    ("news", ("Language: en", "Colour: red"), 3, "there is no header Colour"),
    ("news", ("Language: en", "Title: again"), 3, "Title is there twice"),
    ("news", ("Language: en", "nonsense"), 3, "this is no header"),
    ("news", ("Text *zq*", ""), None, "the text is missing"),
    ("news", ("N zq", "x" * 201), 1, "Title: more than 200 characters"),
    ("news", ("Text *zq*", "y" * 65536), None, "more than 65535 bytes"),
    ("news", ("N zq", "a\x01b"), 1, "control characters"),
    ("guide", ("Slug: zq", "Slug: No Good"), 1, "Slug: No Good can't be"),
    ("guide", ("Slug: zq", "Slug: search"), 1, "Slug: search can't be"),
    ("guide", ("Category: C", "Category: C\nRelated: your-dashboard, nope"),
     4, "Related: there is no guide nope"),
    ("banner", ("Weight: 1", "Weight: 0"), 4,
     "Weight: 0 is no number from 1 to 1000"),
    ("banner", ("Weight: 1", "Weight: 1\nCountries: PL, XX"), 5,
     "Countries: XX is no country"),
    ("banner", ("Placement: top", "Placement: left"), 2,
     "Placement: left is none of main, top"),
    ("banner", ("Weight: 1", "Ends: 2019-12-31\nWeight: 1"), None,
     "Ends is before Starts"),
    ("banner", ("Weight: 1", "Weight: 1\nLink: javascript:alert(1)"), 5,
     "leads nowhere"),
    ("shortcut", ("page:news", "//x.example"), 2, "leads nowhere"),
    ("shortcut", ("Position: -5\n", "Position: -5\n\nText"), None,
     "there is no text below the headers of a shortcut"),
    ("status", ("03:04", "25:04"), 4, "is no time in UTC"),
    ("status", ("Progress: investigating", "Progress: fine"), 3,
     "Progress: fine is none of planned")])
def test_what_is_wrong_is_told_with_its_line(ctl, db, kind, change, line,
                                             said, tmp_path):
    text = FORMS[kind].format(w="zq")
    assert change[0] in text
    before = db.one("SELECT revision FROM site")
    path = tmp_path / "form"
    path.write_text(text.replace(*change))
    done = ctl(kind, "add", "--file", str(path))
    assert done.returncode == 1 and done.stdout == ""
    assert said in done.stderr
    if line:
        assert f"custdashctl: {path}:{line}: " in done.stderr
    assert db.one("SELECT revision FROM site") == before


def test_all_mistakes_are_told_at_once(ctl):
    done = ctl("news", "add", "--file", "-", text="Title: x\nPublished: y\n"
               "Language: zz9\nWhat: z\n\nText")
    assert done.stderr.count("custdashctl: -:") == 3


# ---- the editor

def editor(tmp_path, script):
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_add_opens_an_editor_with_a_form(ctl, tmp_path):
    seen = tmp_path / "seen"
    ed = editor(tmp_path, f'cp "$1" {seen}; printf "Title: Edited\\n'
                          'Published: 2026-01-02\\n\\nText\\n" > "$1"')
    done = ctl("news", "add", editor=ed)
    assert done.returncode == 0, done.stderr
    assert "# Title - required\nTitle:\n" in seen.read_text()
    n = re.search(r"\d+", done.stdout)[0]
    assert "Title: Edited" in ctl("news", "show", n).stdout
    ctl("news", "remove", n)


def test_edit_opens_what_there_is(ctl, tmp_path):
    n = add(ctl, "news", FORMS["news"].format(w="zqed"))
    done = ctl("news", "edit", n, editor=editor(
        tmp_path, 'sed -i s/zqed/zqnew/ "$1"'))
    assert done.stdout == f"news {n} changed\n", done.stderr
    assert "Title: N zqnew" in ctl("news", "show", n).stdout
    ctl("news", "remove", n)


def test_nothing_changed_is_nothing_done(ctl, db):
    before = db.one("SELECT revision FROM site")
    for arguments in (["add"], ["edit", "1"]):
        done = ctl("news", *arguments, editor="true")
        assert done.returncode == 1
        assert done.stderr == "custdashctl: nothing was changed\n"
    done = ctl("news", "add", editor="false")
    assert "the editor ended with a failure" in done.stderr
    assert db.one("SELECT revision FROM site") == before


def test_a_text_with_mistakes_is_not_lost(ctl, tmp_path):
    done = ctl("news", "add", editor=editor(
        tmp_path, 'printf "Title: Long work\\nPublished: x\\n\\nText\\n"'
                  ' > "$1"'))
    assert done.returncode == 1
    kept = re.search(r"mend (\S+) and give it with --file", done.stderr)[1]
    text = open(kept, encoding="utf-8").read()
    assert "Long work" in text
    assert os.stat(kept).st_mode & 0o077 == 0
    os.remove(kept)


def test_who_edits_at_the_same_time_overwrites_nothing(ctl, db, tmp_path):
    n = add(ctl, "news", FORMS["news"].format(w="zqtwo"))
    mine = " ".join(map(str, [db.setup.ctl, "news", "edit", n, "--file",
                              tmp_path / "theirs",
                              *db.ctl_options("custdash")]))
    (tmp_path / "theirs").write_text(FORMS["news"].format(w="zqtheirs"))
    done = ctl("news", "edit", n, editor=editor(
        tmp_path, f'{mine} >/dev/null; sed -i s/zqtwo/zqmine/ "$1"'))
    assert done.returncode == 1
    assert "somebody has changed or removed it meanwhile" in done.stderr
    os.remove(re.search(r"mend (\S+) and", done.stderr)[1])
    assert "zqtheirs" in ctl("news", "show", n).stdout
    ctl("news", "remove", n)


# ---- what each has of its own

def test_news_go_to_the_owners_of_products(ctl, db):
    n = add(ctl, "news", "Title: P\nPublished: 2026-01-02\nProducts: VPS L, 2"
                         "\n\nText")
    assert db.column(f"SELECT product_id FROM news_product WHERE news_id = "
                     f"{n} ORDER BY 1") == ["2", "8"]
    assert "Products: 2,8" in ctl("news", "show", n).stdout
    ctl("news", "remove", n)


def test_a_guide_is_there_once_in_a_language(ctl):
    done = ctl("guide", "add", "--file", "-", text=FORMS["guide"].format(
        w="your-dashboard"))
    assert done.returncode == 1
    assert "there is one of that name and language already" in done.stderr


def test_votes_go_with_the_last_language_of_a_guide(ctl, db):
    n = add(ctl, "guide", FORMS["guide"].format(w="zqgone"))
    db.sql("INSERT INTO guide_vote (slug, user_id, helpful) VALUES "
           "('zqgone', 1, 1)")
    ctl("guide", "remove", n)
    assert db.one("SELECT (SELECT COUNT(*) FROM guide_vote WHERE slug = "
                  "'zqgone') + (SELECT COUNT(*) FROM guide_score WHERE slug ="
                  " 'zqgone')") == "0"


def test_an_incident_has_updates(ctl, db, demo):
    n = add(ctl, "status", FORMS["status"].format(w="zqup"), "--publish")
    for progress in ("identified", "resolved"):
        done = ctl("status", "update", n, "--file", "-",
                   text=f"Progress: {progress}\n\nIt is {progress}.\n")
        assert done.stdout == f"status {n} updated\n", done.stderr
    db.sql(f"UPDATE incident SET starts_at = ends_at WHERE id = {n}")
    sections = demo.xml("/status").sections()
    row, = [i for i in sections["status-past"] if i.get("id") == n]
    assert row.get("progress") == "resolved" and row.get("ends")
    assert [u.get("progress") for u in sections["status-updates"]
            if u.get("incident") == n] == ["resolved", "identified"]
    done = ctl("status", "update", n, "--file", "-", text="Progress: x\n\ny")
    assert "Progress: x is none of" in done.stderr
    ctl("status", "remove", n)


@pytest.mark.parametrize("data, said", [
    (b"", "no PNG, JPEG or GIF"), (b"<svg xmlns='x'/>", "no PNG"),
    (b"<?php evil", "no PNG"), (png()[:-12], "broken off"),
    (png() + b"<?php", "something stands behind"),
    (png() + b"\0" * (512 * 1024), "more than 512 KiB"),
    (png().replace(b"IHDR", b"IDAT", 1), "no IHDR"),
    (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(
        ">IIBBBBB", 5000, 2, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""),
     "1 to 4096 pixels"),
    (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9", "no frame"),
    (b"\xff\xd8\xff\xe0\xff\xff", "broken off"),
    (b"GIF89a\x01\x00\x01\x00\x00\x00\x00\x2c", "broken off")],
    ids=lambda v: v if isinstance(v, str) else "")
def test_only_pictures_become_pictures(ctl, db, tmp_path, data, said):
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    done = ctl("banner", "add", "--file", "-", "--picture", str(path),
               text=FORMS["banner"].format(w="zq"))
    assert done.returncode == 1 and said in done.stderr, done.stderr
    assert db.one("SELECT COUNT(*) FROM banner_picture") == "0"


def test_a_banner_has_a_picture(ctl, db, tmp_path, demo):
    path = tmp_path / "x.txt"                    # its bytes say what it is
    path.write_bytes(png(20, 10))
    n = add(ctl, "banner", "Placement: top\nStarts: 2020-01-01\nWeight: 1\n"
                           "Position: 0\nPicture-text: A harbour\n",
            "--picture", str(path), "--publish")
    assert db.sql("SELECT type, width, height FROM banner_picture") \
        == [["image/png", "20", "10"]]
    src, = demo.get("/").html.xpath("//img[@class='banner-image']/@src")
    assert demo.visit(src).body == png(20, 10)
    path.write_bytes(png(30, 10))
    done = ctl("banner", "edit", n, "--picture", str(path))
    assert done.stdout == f"banner {n} changed\n", done.stderr
    assert db.sql("SELECT width FROM banner_picture") == [["30"]]
    ctl("banner", "remove", n)
    assert db.one("SELECT COUNT(*) FROM banner_picture") == "0"


def test_a_banner_has_something_to_show(ctl):
    done = ctl("banner", "add", "--file", "-", text="Placement: top\n"
               "Starts: 2020-01-01\nWeight: 1\nPosition: 0\n")
    assert done.returncode == 1
    assert "a banner has a Title, a text or a picture" in done.stderr
