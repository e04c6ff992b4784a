# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Stripe's API and its Checkout page, on loopback. What it
signs is checked against the official library by tests/browser."""
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.parse

SECRET = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"
WEBHOOK = "whsec_Wd3Nq0m4yvS1hJzF9b6eK8u2aR5tX7pL"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        stub = self.server.stub
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        stub.asked.append((self.path, dict(self.headers), body))
        if stub.wait:
            stub.wait.wait(30)
        if stub.answer:
            return self.say(*stub.answer)
        if self.headers["Authorization"] != f"Bearer {SECRET}":
            return self.say(401, {"error": {"message": "Invalid API Key"}})
        key = self.headers["Idempotency-Key"]
        session = stub.sessions.get(key)
        if not session:
            fields = dict(urllib.parse.parse_qsl(body))
            name = f"cs_test_{len(stub.sessions) + 1}"
            session = stub.sessions[key] = {
                "id": name, "url": f"{stub.origin}/c/pay/{name}",
                "amount_total": int(fields[
                    "line_items[0][price_data][unit_amount]"]),
                "currency": fields["line_items[0][price_data][currency]"],
                "metadata": {"invoice": fields["metadata[invoice]"]},
                "payment_intent": f"pi_{name}", "payment_status": "paid",
                "object": "checkout.session",
                "success_url": fields["success_url"]}
        return self.say(200, session)

    def say(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Stripe:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        self.server.stub = self
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.asked, self.sessions = [], {}
        self.answer = self.wait = None
        self.events = 0
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def settings(self, folder):
        path = folder / "stripe.conf"
        path.write_text(f"# of the tests\nsecret-key {SECRET}\n"
                        f"webhook-secret {WEBHOOK}\napi {self.origin}\n"
                        f"checkout {self.origin}\n")
        return path

    def last(self):
        return list(self.sessions.values())[-1]

    def event(self, kind, what, name=None):
        self.events += 1
        return json.dumps({"id": name or f"evt_{self.events}",
                           "object": "event", "type": kind,
                           "data": {"object": what}})


def signature(body, when=None, secret=WEBHOOK):
    when = int(time.time()) if when is None else when
    mac = hmac.new(secret.encode(), f"{when}.{body}".encode(),
                   hashlib.sha256).hexdigest()
    return f"t={when},v1={mac},v0=00"


def tell(client, body, header=None):
    """Bring an event, as Stripe does."""
    headers = {"Content-Type": "application/json"}
    if header != "":
        headers["Stripe-Signature"] = header or signature(body)
    return client.request("POST", "/gateways/stripe", body, headers, {})
