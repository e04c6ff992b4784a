# SPDX-License-Identifier: Apache-2.0
"""Users with a second factor, on servers of a module's own."""
import pytest

from authenticator import Authenticator
from client import BASE, Client

SET_UP = "/security/second-factor"


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def httpd(private):
    return private[1]("httpd", ["CustDashTries 1000",
                                "CustDashAddressTries 100000"])


@pytest.fixture(scope="module")
def strict(private):
    """Waits after five."""
    return private[1]("strict")


@pytest.fixture
def fresh(httpd, db):
    """Makes browsers that are signed in as demo, who has no second factor
    yet."""
    db.sql("DELETE FROM user_totp; DELETE FROM user_recovery_code; "
           "DELETE FROM sign_in_step; DELETE FROM throttle")
    db.set_password("demo@example.com")

    def make(port=None):
        client = Client(port or httpd.port)
        assert client.sign_in("demo").status == 303
        return client
    return make


def set_up(client):
    """Turn it on; the app and the recovery codes."""
    page = client.xml(SET_UP).xml
    app = Authenticator(page.find("section").get("secret"))
    answer = client.post(SET_UP + "?format=xml", {"code": app.code(-1)})
    assert answer.status == 200, answer
    codes = [c.get("value") for c in answer.sections()["recovery-codes"]]
    return app, codes


@pytest.fixture
def secured(fresh):
    """A browser whose user has one, her app, her codes."""
    client = fresh()
    return client, *set_up(client)


def half(client, **more):
    """A browser that gave the password."""
    browser = Client(client.port)
    answer = browser.sign_in("demo", **more)
    assert answer.status == 303
    assert answer.location.startswith(f"{BASE}/sign-in/code"), answer
    return browser


def is_in(client):
    return client.get("/").status == 200


def give(client, code, **more):
    return client.post("/sign-in/code", {"code": code, **more})
