#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sql/revision.sh DIR : a write to any table of an account raises its
# revision and no other account's; a write to the site's tables the site's.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"
dir=$1
wrong=0

q() { sql "$dir" "$1" custdash; }
revisions() { q "SELECT account_id, revision FROM account_revision ORDER BY 1"; }

# raises ACCOUNT STATEMENT : only that account's revision grows ("": none)
raises() {
    revisions >"$dir/r1"
    q "$2" >/dev/null || { say "can't run: $2"; wrong=1; return; }
    revisions >"$dir/r2"
    changed=$(diff "$dir/r1" "$dir/r2" | awk '/^>/ { print $2 }' | tr '\n' ' ')
    [ "$changed" = "${1:+$1 }" ] ||
        { say "changed accounts '$changed' instead of '$1': $2"; wrong=1; }
}

demo=$(q "SELECT m.account_id FROM membership m JOIN user u
          ON u.id = m.user_id WHERE u.email = 'demo@example.com'")
user=$(q "SELECT id FROM user WHERE email = 'demo@example.com'")
raises "$demo" "UPDATE account SET phone = '+353915550199' WHERE id = $demo"
raises "$demo" "UPDATE user SET first_name = 'Märta' WHERE id = $user"
for table in service domain invoice ticket; do
    raises "$demo" "UPDATE $table SET status = status WHERE account_id = $demo"
done
raises "$demo" "UPDATE contact SET phone = NULL WHERE account_id = $demo"
raises "$demo" "UPDATE mail_preference SET enabled = 1 - enabled
                WHERE account_id = $demo AND category = 'product'"
raises "$demo" "UPDATE membership SET role = role WHERE account_id = $demo"
invoice=$(q "SELECT MIN(id) FROM invoice WHERE account_id = $demo")
raises "$demo" "UPDATE invoice_line SET description = 'x' WHERE invoice_id = $invoice"
ticket=$(q "SELECT MIN(id) FROM ticket WHERE account_id = $demo")
raises "$demo" "UPDATE ticket_message SET body = 'x' WHERE ticket_id = $ticket"
raises "$demo" "DELETE FROM ticket_message WHERE ticket_id = $ticket LIMIT 1"
mail="INSERT INTO mail (account_id, template, category, recipient, fields, state)
      SELECT $demo, 'test', 'general', 'a@example.com', '<fields/>'"
raises "$demo" "$mail, 'sent'"
raises "$demo" "UPDATE mail SET subject = 'x' WHERE account_id = $demo"
raises "$demo" "DELETE FROM mail WHERE account_id = $demo"
raises "" "$mail, 'queued'"
raises "$demo" "UPDATE mail SET state = 'sent' WHERE account_id = $demo"
raises "$demo" "DELETE FROM contact WHERE account_id = $demo AND membership_id IS NULL LIMIT 1"

for table in news banner shortcut product guide tld; do
    before=$(q "SELECT revision FROM site")
    q "UPDATE $table SET id = id" >/dev/null 2>&1 ||
        q "UPDATE $table SET name = name" >/dev/null
    [ "$(q "SELECT revision FROM site")" -gt "$before" ] ||
        { say "a write to $table leaves the site's revision"; wrong=1; }
done
exit $wrong
