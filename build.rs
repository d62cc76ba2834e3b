//! Builds the web client into the binary.
//!
//! With `web/package.json` here, npm builds it; in a packaged crate `web/dist` is already built. Without
//! Node a debug build serves a page that says so; a release build fails, lest an empty product ships.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What makes a new build of the web client necessary; never `web/` as a whole, which holds `node_modules`.
const SOURCES: [&str; 7] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

const WITHOUT: &str = "<!doctype html><meta charset=utf-8><title>easel</title>\
    <p>This easel was built without its web page: Node was not found. \
    The <a href=/plain>plain page</a> draws without it.";

fn main() {
    println!("cargo:rerun-if-env-changed=EASEL_WEB_DIST");
    for source in SOURCES {
        println!("cargo:rerun-if-changed=web/{source}");
    }
    let dist = dist();
    println!("cargo:rustc-env=EASEL_WEB_DIST={}", dist.display());
}

fn dist() -> PathBuf {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let web = root.join("web");
    if let Ok(prebuilt) = env::var("EASEL_WEB_DIST") {
        return prebuilt.into();
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("web");
    if env::var_os("CARGO_FEATURE_NO_WEB").is_some() {
        return without(&out);
    }
    if !web.join("package.json").exists() {
        return web.join("dist");
    }
    match build(&web, &out) {
        Ok(()) => out,
        Err(why) if env::var("PROFILE").as_deref() == Ok("release") => {
            panic!(
                "the web client could not be built: {why}. Install Node 20 or newer, or set EASEL_WEB_DIST"
            )
        }
        Err(why) => {
            println!("cargo:warning=the web client is left out: {why}");
            without(&out)
        }
    }
}

fn without(out: &Path) -> PathBuf {
    fs::create_dir_all(out).expect("the build may write its own folder");
    fs::write(out.join("index.html"), WITHOUT).expect("the build may write its own folder");
    out.to_owned()
}

fn build(web: &Path, out: &Path) -> Result<(), String> {
    install(web)?;
    let out = out.to_str().ok_or("the build folder has a strange name")?;
    npm(web, &["run", "--silent", "build", "--", "--outDir", out, "--emptyOutDir"])
}

/// Installs once for each lock file: debug and release share what is installed.
fn install(web: &Path) -> Result<(), String> {
    let lock = fs::read(web.join("package-lock.json")).map_err(|error| error.to_string())?;
    let stamp = web.join("node_modules/.easel-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    npm(web, &["ci", "--no-audit", "--no-fund"])?;
    fs::write(stamp, lock).map_err(|error| error.to_string())
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm).args(arguments).current_dir(web).output();
    let run = run.map_err(|error| format!("npm cannot be run: {error}"))?;
    if run.status.success() {
        return Ok(());
    }
    let said = [run.stdout, run.stderr].concat();
    Err(format!("npm {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&said)))
}
