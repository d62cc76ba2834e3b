# Every command a person needs. `just` lists them.

set shell := ["bash", "-euo", "pipefail", "-c"]

[private]
default:
    @just --list --unsorted

# The stamp is the one build.rs leaves: neither installs what the other has.
[private]
packages:
    cd web && ( cmp -s package-lock.json node_modules/.easel-lock || { npm ci --no-audit --no-fund && cp package-lock.json node_modules/.easel-lock; } )

# Install what the tests need: the web client's packages, a Chromium and JavaScriptCore.
[group('develop')]
setup: packages
    tests/setup-browsers.sh

# Serve with the web page built in, keeping drawings in ./easel-data.
[group('develop')]
run *flags:
    cargo run --release -- --data easel-data {{ flags }}

# Serve on one port and the page with live reload on another.
[group('develop')]
dev: packages
    cargo build --features no-web
    trap 'kill 0' EXIT; cargo run --features no-web -- --ephemeral --allow-origin http://localhost:5173 & cd web && node node_modules/vite/bin/vite.js --port 5173 --strictPort

# Put everything into its one form.
[group('develop')]
format:
    cargo fmt
    cd web && npx biome check --write .

# All tests, and everything that keeps the tree in order.
[group('test')]
test: setup check unit e2e

# Formats, lints, docs and types.
[group('test')]
check: setup
    cargo fmt --check
    cargo clippy --locked --all-targets -- --deny warnings
    RUSTDOCFLAGS="--deny warnings" cargo doc --locked --no-deps --quiet
    cd web && npm run --silent check

# Rust and web tests without a browser; the crash loop runs 20 rounds.
[group('test')]
unit: setup
    cargo test --locked
    cd web && npm test --silent

# A real Chromium against the real program.
[group('test')]
e2e *flags: setup
    cargo build --locked
    cd web && npx playwright test {{ flags }}

# Draw the pictures of README.md anew.
[group('develop')]
pictures: setup
    cargo build --locked
    cd web && npx playwright test -c e2e/readme

# Measure the page's goals in a real Chromium; the table goes to benches/RESULTS.md.
[group('measure')]
bench-web *flags: setup
    cargo build --release --locked
    cd web && EASEL_PROGRAM="${CARGO_TARGET_DIR:-$PWD/../target}/release/easel" npx playwright test -c bench {{ flags }}

# Lighthouse's figures of the landing and the draw page, as a phone on a slow network has them.
[group('measure')]
lighthouse: setup
    cargo build --release --locked
    cd web/lighthouse && npm install --no-audit --no-fund --silent
    node web/lighthouse/run.mjs "${CARGO_TARGET_DIR:-target}/release/easel" "${EASEL_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}"

# Kill the program under load this many times.
[group('test')]
crash rounds="500":
    EASEL_CRASHES={{ rounds }} cargo test --locked --test all -- --nocapture crash::j4

# Simulate rooms from this seed on.
[group('test')]
sim seed="1" count="1000":
    EASEL_SEED={{ seed }} EASEL_SEEDS={{ count }} cargo test --locked --test all -- --nocapture simulation::j4

# Accept what the raster paints now as golden: only with a new version of the rule.
[group('test')]
golden-accept:
    EASEL_GOLDEN_ACCEPT=1 cargo test --locked --test all -- golden

# Go and gorilla's library, from Debian's packages where there are any.
[private]
gorilla:
    benches/rivals/setup-gorilla.sh

# Measure easel beside other servers (benches/README.md), and the way of ink from page to page; --quick is one short round.
[group('measure')]
bench *flags: gorilla setup
    node benches/compare.mjs {{ flags }}
    just bench-web -g "'ink in the other page'"

# Pictures as data URL beside Chromium's own canvas, into benches/RESULTS.md.
[group('measure')]
bench-png: setup
    cargo build --release --manifest-path benches/png/Cargo.toml --target-dir target
    node benches/png/measure.mjs target/release/bench-png

# What keeping a journal costs on this disk, into benches/RESULTS.md.
[group('measure')]
bench-store:
    cargo run --release --manifest-path benches/store/Cargo.toml --target-dir target

# What going to any moment of a long history costs, into benches/RESULTS.md.
[group('measure')]
bench-replay:
    cargo run --release --manifest-path benches/replay/Cargo.toml --target-dir target

# Not `npm ci`: that refuses a lock file made where a registry has Skia for some platforms only.
# Paint the same strokes as Skia and tiny-skia, side by side; the figures go into benches/RESULTS.md.
[group('measure')]
bench-raster rounds="5":
    cd benches/raster && npm install --no-save --no-audit --no-fund --silent && node compare.mjs {{ rounds }}

# What the continuous integration runs, and nothing else.
[group('test')]
ci: test
