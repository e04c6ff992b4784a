# SPDX-License-Identifier: Apache-2.0
"""Every statement that reads or writes rows of an account binds :account."""
import re
import sys

# Tables whose rows belong to an account.
OWNED = {
    "account", "account_credit", "audit", "cart", "contact", "consent", "credit_entry", "customer_order",
    "domain", "email_change", "event",
    "invitation", "invoice", "invoice_line", "mail", "mail_preference",
    "attachment", "payment_attempt", "service", "ticket", "ticket_message",
}
# Labels that find or make the account itself: nobody is signed in yet.
EXEMPT = {
    "mail.due": "the outbox, as whoever sends it sees it; so all of these",
    "mail.sending": "", "mail.sent": "", "mail.again": "", "mail.end": "",
    "mail.later": "", "mail.orphans": "", "mail.adopt": "",
    "mail.outbox": "", "mail.purge": "",
    "erase.mails-of-logins": "of users whose only account it is",
    "erase.audit-of-logins": "",
    "account.staff-list": "what staff looks for, whosever it is; so this",
    "audit.staff-list": "", "user.staff-one": "",
    "session.viewer": "finds the account by the session's token",
    "user.default-account": "finds the account by the user",
    "account.create": "makes the account",
    "email-change.by-token": "finds the account by a link's token",
    "ledger.account": "finds the account of an invoice, for staff",
    "paying.of-reference": "finds the account by what a gateway names",
    "paying.of-payment": "",
    "invitation.by-token": "finds the account by a link's token",
    "billing.accounts": "the run looks at all accounts; so all of these",
    "billing.reminders": "", "billing.overdue": "",
    "event.put-once": "", "events.due": "", "events.done": "",
    "events.again": "", "events.staff-list": "",
    "order.staff-list": "", "order.staff-one": "", "order.staff-find": "",
    "order.staff-codes": "",
    "invoice.staff-list": "staff sees the invoices of all",
    "invoice.staff-one": "", "invoice.staff-lines": "",
    "invoice.staff-find": "",
    "ticket.of-staff": "staff sees the tickets of all; so all of these",
    "ticket.conversation": "", "ticket.staff-file": "",
    "ticket.by-number": "", "ticket.by-id": "", "ticket.old-files": "",
    "ticket.mail-is-ours": "whether a Message-ID is one of ours",
}

# Tables whose rows a membership may be narrowed to, and labels that show
# none of theirs that one could be kept from.
NARROWED = {"service", "domain", "ticket"}
UNNARROWED = {
    "account.staff-one": "staff sees all of an account",
    "erasure.look": "what stands against the account's end",
    "erasure.asked": "",
    "export.services": "the owner takes all away", "export.domains": "",
    "export.tickets": "", "export.ticket-messages": "",
    "export.tickets-read": "",
    "erase.services": "all of the account ends", "erase.domains": "",
    "erase.tickets": "", "erase.messages": "",
    "billing.accounts": "of all", "billing.overdue": "",
    "billing.due": "", "order.staff-one": "", "order.staff-codes": "",
    "order.accept-services": "staff; so all of these",
    "order.accept-domains": "", "order.cancel-services": "",
    "order.cancel-domains": "",
    "order.service": "makes one", "order.domain": "makes one",
    "order.take-service": "what the same transaction has made",
    "order.take-domain": "",
    "paid.service": "whoever has paid", "paid.domain": "",
    "paid.order": "whether anything is to be set up",
    "domain.taken": "whether a name is the account's at all",
    "personal.current": "only whether the account has any",
    "personal.save": "only whether the account has any",
    "scope.services": "the owner chooses what a member is narrowed to",
    "scope.domains": "", "invitation.service": "", "invitation.domain": "",
    "member.service": "", "member.domain": "",
    "tickets.of-staff": "staff sees the tickets of all; so all of these",
    "ticket.of-staff": "", "ticket.staff-file": "",
    "ticket.conversation": "", "ticket.by-number": "",
    "ticket.by-id": "", "ticket.assign": "", "ticket.merge-messages": "",
    "ticket.merge-end": "", "ticket.old-files": "",
    "ticket.remove-files": "",
    "ticket.writer": "narrows by the membership of whoever wrote",
}


def statements(path):
    """Yield (line, label, text) of a file."""
    label, start, lines = None, 0, []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        header = re.match(r"--\s*:name\s+(\S+)", line)
        if header:
            if label:
                yield start, label, " ".join(lines)
            label, start, lines = header.group(1), number, []
        elif not line.lstrip().startswith("--"):
            lines.append(line.strip())
    if label:
        yield start, label, " ".join(lines)


def main(paths):
    wrong = 0
    for path in paths:
        for line, label, text in statements(path):
            named = set(re.findall(
                r"\b(?:FROM|JOIN|INTO|UPDATE)\s+`?(\w+)", text))
            if named & OWNED and ":account" not in text \
                    and label not in EXEMPT:
                print(f"{path}:{line}: {label} reads or writes "
                      f"{', '.join(sorted(named & OWNED))} without :account")
                wrong += 1
            if named & NARROWED and "{narrowed}" not in text \
                    and ":scoped" not in text and label not in UNNARROWED:
                print(f"{path}:{line}: {label} reads "
                      f"{', '.join(sorted(named & NARROWED))} for members "
                      "who are narrowed to some of them")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
