//! The program as a person at a terminal meets it.

use crate::support::process::Process;
use std::net::TcpListener;
use std::process::{Command, Output};

fn easel(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_easel"));
    command.args(arguments).env_remove("EASEL_DATA").env_remove("EASEL_LISTEN");
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
    for picture in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !picture.starts_with("http") && !picture.starts_with('#') {
            assert!(root.join(picture).exists(), "README points to {picture}");
        }
    }
}
