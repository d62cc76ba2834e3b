#!/usr/bin/env bash
# Installs what the web tests need, unless it is there: a Chromium, and JavaScriptCore, Safari's engine, as `jsc`.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }
# A first try can fail half way; mending it and trying again has always helped.
install() { apt "$@" || { as_root dpkg --configure -a; as_root apt-get -f install -y; apt "$@"; }; }
has() { for name in "$@"; do if [ -n "$name" ] && command -v "$name" >/dev/null; then return; fi; done; return 1; }
need() {
    if ! command -v apt-get >/dev/null; then echo "The web tests need $1" >&2; exit 1; fi
    if [ -z "${updated:-}" ]; then as_root apt-get update -q; updated=yes; fi
}

if ! has "${EASEL_CHROMIUM:-}" chromium chromium-browser google-chrome; then
    need "Chromium: install it, or name it with EASEL_CHROMIUM=/path/to/it."
    install chromium
fi
if ! has "${EASEL_JSC:-}" jsc; then
    need "JavaScriptCore: install it, or name its program with EASEL_JSC=/path/to/jsc."
    for package in libjavascriptcoregtk-4.0-bin libjavascriptcoregtk-4.1-bin libjavascriptcoregtk-6.0-bin libjavascriptcoregtk-bin; do
        if apt-cache show "$package" >/dev/null 2>&1; then install "$package"; break; fi
    done
fi
