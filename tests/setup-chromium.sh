#!/usr/bin/env bash
# Installs a Chromium for the browser tests, unless there is one.
set -euo pipefail
for name in "${EASEL_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done
if ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium: install it, or name it with EASEL_CHROMIUM=/path/to/it." >&2
    exit 1
fi
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; }
as_root apt-get update -q
# A first try can fail half way; mending it and trying again has always helped.
install || { as_root dpkg --configure -a; as_root apt-get -f install -y; install; }
