#!/bin/sh
# Installs what the tests need beside Python, where that is allowed; else says which line to run.
set -eu
wanted=""
[ -x /usr/bin/chromium ] || wanted="$wanted chromium"
[ -x /usr/bin/redis-server ] || wanted="$wanted redis-server"
[ -x /usr/sbin/nginx ] || wanted="$wanted nginx"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    # The packages start servers of their own; the tests start theirs, on free ports.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
else
    echo "The tests need:$wanted. Run: sudo apt-get install -y$wanted" >&2
    exit 1
fi
