#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# httpd-conf.sh PREFIX STATE PORT [LINE…] : print the configuration of a
# private httpd that serves the dashboard installed in PREFIX, with its files in
# STATE (whose db.sock is the database), on 127.0.0.1:PORT. Further lines are
# appended.
prefix=$1 state=$2 port=$3
shift 3
modules=$(apxs -q LIBEXECDIR)
account=$(id -un) group=$(id -gn)
[ "$(id -u)" != 0 ] || account=www-data group=www-data

# what is secret in the database is sealed with it
[ -s "$state/secret.key" ] || head -c 32 /dev/urandom >"$state/secret.key"

cat <<END
ServerRoot "$state"
ServerName 127.0.0.1
Listen 127.0.0.1:$port
PidFile "$state/httpd.pid"
DefaultRuntimeDir "$state"
ErrorLog "$state/error.log"
LogLevel warn
User $account
Group $group
ServerTokens Prod
TraceEnable off
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule mime_module $modules/mod_mime.so
LoadModule alias_module $modules/mod_alias.so
LoadModule dbd_module $modules/mod_dbd.so
LoadModule socache_shmcb_module $modules/mod_socache_shmcb.so
LoadModule custdash_module "$prefix/modules/mod_custdash.so"
TypesConfig /etc/mime.types
DocumentRoot "$state/htdocs"
StartServers 2
ServerLimit 4
ThreadsPerChild 25
MaxRequestWorkers 100
DBDriver mysql
DBDParams "sock=$state/db.sock user=custdash pass=custdash dbname=custdash group=custdash reconnect=0"
DBDMin 1
DBDKeep 4
DBDMax 10
CustDash /dashboard
CustDashSiteName "Hazelport Hosting"
CustDashTimeZone Europe/Dublin
CustDashPlainHTTP On
CustDashSecretKey "$state/secret.key"
CustDashTheme "$prefix/share/mod_custdash/xslt/default"
RedirectMatch "^/\$" /dashboard/
END
for line; do
    printf '%s\n' "$line"
done
