# SPDX-License-Identifier: Apache-2.0
"""Forms as a browser sends them: what was in them, and what was changed."""
import re


def values(document):
    """What a browser would send of the form of a page's document."""
    sent = {}
    for field in document.find("form").findall("field"):
        name, kind = field.get("name"), field.get("type")
        if field.get("locked"):
            continue
        if kind == "checkbox":
            if field.get("checked"):
                sent[name] = "1"
        elif kind != "password":
            sent[name] = field.get("value", "")
            chosen = field.find("option[@selected]")
            if chosen is not None:
                sent[name] = chosen.get("value")
    return sent


def loaded(client, path):
    """Open the form at @path."""
    answer = client.xml(path)
    assert answer.status == 200, answer
    return values(answer.xml)


def save(client, path, form, **changes):
    """Send it; a change to None takes the tick or the field away. Names are
    written with _ for -."""
    form = dict(form)
    for name, value in changes.items():
        name = name.replace("_", "-")
        form.pop(name, None)
        if value is not None:
            form[name] = value
    return client.post(path, form)


def errors(client, path, form, **changes):
    """Field → code of the form that comes back; "": of the whole."""
    answer = save(client, path + "?format=xml", form, **changes)
    assert answer.status == 422, answer
    form = answer.xml.find("form")
    found = {f.get("name"): f.get("error") for f in form.findall("field")
             if f.get("error")}
    if form.get("error"):
        found[""] = form.get("error")
    return found, answer


def link_of_last_mail(db, template):
    """The path below the dashboard that the last such mail leads to."""
    secrets = db.one("SELECT secrets FROM mail WHERE template = "
                     f"'{template}' ORDER BY id DESC LIMIT 1")
    return re.search(r'path="([^"]+)"', secrets)[1]
