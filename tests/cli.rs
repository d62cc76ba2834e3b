//! The program as a person at a terminal meets it.

use crate::support::process::Process;
use std::net::TcpListener;
use std::process::{Command, Output};

fn easel(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_easel"));
    command.args(arguments).env_remove("EASEL_DATA").env_remove("EASEL_LISTEN");
    command.env_remove("EASEL_ADMIN_TOKEN");
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_taken_port_is_a_sentence_and_a_hint() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let output = easel(&["--listen", &address, "--ephemeral"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "failed: {text}");
    assert!(text.contains(&format!("could not listen on {address}")), "what failed: {text}");
    assert!(text.contains("\nhint: choose another address with `--listen"), "what to do: {text}");
}

#[test]
fn a_data_folder_that_cannot_be_is_a_sentence_and_a_hint() {
    let output = easel(&["serve", "--listen", "127.0.0.1:0", "--data", "/dev/null/drawings"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "failed: {text}");
    assert!(text.contains("/dev/null/drawings"), "where: {text}");
    assert!(text.contains("\nhint: "), "what to do: {text}");
}

#[test]
fn a_second_program_on_the_same_drawings_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let first = Process::start(dir.path(), &[]);
    let data = dir.path().to_str().expect("a plain name");
    let output = easel(&["--listen", "127.0.0.1:0", "--data", data]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "failed: {text}");
    assert!(text.contains("hint: stop the other easel"), "what to do: {text}");
    assert!(first.terminate(), "the first goes on and stops well");
}

#[test]
fn h32_an_admin_token_that_cannot_be_is_a_sentence_and_a_hint_and_is_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    let path = file.to_str().expect("a plain name");
    let serve = ["--listen", "127.0.0.1:0", "--ephemeral", "--admin-token-file", path];
    let failed = |said: &str| {
        let output = easel(&serve);
        let text = self::said(&output);
        assert_eq!(output.status.code(), Some(1), "failed: {text}");
        assert!(text.contains(said) && text.contains("\nhint: "), "what and what to do: {text}");
        assert!(!text.contains("my-short"), "not the token: {text}");
    };
    failed("the admin token cannot be read from");
    std::fs::write(&file, "my-short-token\n").expect("written");
    failed("at least 22 characters");
    let mut both = Command::new(env!("CARGO_BIN_EXE_easel"));
    both.args(serve).env("EASEL_ADMIN_TOKEN", "another-token-of-the-operator");
    let text = said(&both.output().expect("the program runs"));
    assert!(text.contains("two admin tokens"), "which one is meant: {text}");
}

#[test]
fn wrong_flags_name_the_flag_and_what_is_allowed() {
    for (arguments, names) in [
        (&["--canvas", "9x9"][..], "each 64 to 8192"),
        (&["--listen", "nowhere"][..], "--listen"),
        (&["--ping-seconds", "0"][..], "1..=3600"),
        (&["--room-clients", "0"][..], "at least 1"),
        (&["--ephemeral", "--data", "x"][..], "cannot be used with"),
    ] {
        let output = easel(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(names), "{arguments:?}: {}", said(&output));
    }
    let filter = easel(&["--ephemeral", "--listen", "127.0.0.1:0", "--log", "=="]);
    assert!(said(&filter).contains("hint: try `--log info`"), "{}", said(&filter));
}

#[test]
fn help_shows_defaults_units_and_environment_names() {
    let output = easel(&["serve", "--help"]);
    let text = String::from_utf8_lossy(&output.stdout);
    for part in
        ["127.0.0.1:8080", "EASEL_LISTEN", "EASEL_DATA", "1920x1080", "in seconds", "EASEL_ECHO"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn log_lines_are_json_when_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_easel"))
        .args(["--listen", "127.0.0.1:0", "--log-format", "json", "--log", "info", "--data"])
        .arg(dir.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stderr = child.stderr.take().expect("its log");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stderr), &mut line).expect("a line");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(value["fields"]["message"], "serving", "with fields: {line}");
    assert!(value["fields"]["address"].is_string(), "and the address: {line}");
}

#[test]
fn the_readmes_two_commands_are_what_the_continuous_integration_runs() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect(name);
    let (readme, ci, just) = (read("README.md"), read(".ci/run"), read("justfile"));
    assert!(readme.contains("cargo run --release"), "the first command");
    assert!(readme.contains("cargo install --locked just && just test"), "the second command");
    assert!(ci.contains("cargo install --locked just\njust test"), "is what runs there");
    for line in readme.lines().filter(|line| line.starts_with("just ")) {
        let recipe = line.split_whitespace().nth(1).expect("a recipe");
        let is_there = just.lines().any(|line| line.starts_with(recipe));
        assert!(is_there, "README names `just {recipe}`, which is not there");
    }
    let linked = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let shown = readme.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for picture in linked.chain(shown) {
        if !picture.starts_with("http") && !picture.starts_with('#') {
            assert!(root.join(picture).exists(), "README points to {picture}");
        }
    }
}

/// What `easel bench` reports about a load with these flags.
fn bench(flags: &[&str], serve: &[&str]) -> serde_json::Value {
    let all = [&["bench", "--json"], flags, &["--"], serve].concat();
    let output = easel(&all);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "nothing was lost: {text} {}", said(&output));
    serde_json::from_str(&text).expect("one line of JSON")
}

#[test]
fn bench_sees_every_message_reach_everybody_in_both_dialects() {
    for dialect in ["easel", "plain"] {
        let load = ["--rooms", "3", "--clients", "4", "--drawers", "2", "--rate", "200"];
        let flags = [&load[..], &["--seconds", "0.5", "--dialect", dialect]].concat();
        let report = bench(&flags, &["--ephemeral"]);
        let number = |key: &str| report[key].as_u64().expect(key);
        assert!(number("sent") > 600, "six drawers for most of a second: {report}");
        assert_eq!(number("expected"), 3 * number("sent"), "three others in each room");
        assert_eq!(number("delivered"), number("expected"), "{report}");
        assert!(report["p50_ms"].as_f64().is_some_and(|ms| ms > 0.0), "{report}");
        if cfg!(target_os = "linux") {
            assert!(report["server"]["rss_kb"].as_u64().is_some_and(|kb| kb > 1_000), "{report}");
        }
    }
}

#[test]
fn bench_sees_who_stopped_reading_come_back_equal() {
    let load = ["--clients", "20", "--drawers", "2", "--rate", "0", "--stalled", "25"];
    let report = bench(&[&load[..], &["--seconds", "0.5"]].concat(), &[]);
    let stalled = &report["stalled"];
    assert_eq!((&stalled["clients"], &stalled["caught_up"]), (&5.into(), &5.into()), "{report}");
    assert_eq!(stalled["lost"], 0, "the others miss nothing: {report}");
}

#[test]
fn bench_is_only_for_this_machine() {
    let output = easel(&["bench", "ws://192.0.2.1:8080/ws"]);
    assert_eq!(output.status.code(), Some(1), "refused");
    let text = said(&output);
    assert!(text.contains("load is only for a server on this machine"), "why: {text}");
}
