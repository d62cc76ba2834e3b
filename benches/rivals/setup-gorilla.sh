#!/usr/bin/env bash
# Installs Go and gorilla/websocket for `just bench`, unless they are there; without apt it goes on without them.
set -euo pipefail
if command -v go >/dev/null && [ -d /usr/share/gocode/src/github.com/gorilla/websocket ]; then exit 0; fi
without() { echo "gorilla is left out: $1" >&2; exit 0; }
command -v apt-get >/dev/null || without "its packages are Debian's, and apt-get is not here"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        golang-go golang-github-gorilla-websocket-dev
}
as_root apt-get update -q || without "apt-get update failed"
# A first try can fail half way; mending it and trying again has always helped.
install || { as_root dpkg --configure -a && as_root apt-get -f install -y && install; } || without "apt-get failed"
