//! A server of this very program, for a load that names none.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A server that runs until it is dropped; its drawings go with it.
#[derive(Debug)]
pub struct OwnServer {
    child: Child,
    address: String,
    data: PathBuf,
}

impl OwnServer {
    /// Starts it on any free port, without the bounds on how fast one connection may draw and one address connect.
    ///
    /// # Errors
    /// When this program cannot be started again.
    pub fn start(flags: &[String]) -> Result<Self> {
        let program = std::env::current_exe().context("this program has no file")?;
        let data = std::env::temp_dir().join(format!("easel-bench-{}", uuid::Uuid::new_v4()));
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--points-per-second", "0"]);
        command.args(["--connects-per-minute", "0"]);
        if !flags.iter().any(|flag| flag == "--ephemeral") {
            command.arg("--data").arg(&data);
        }
        command.args(["--log", "error"]).args(flags);
        let mut child =
            command.stdout(Stdio::piped()).spawn().context("the server did not start")?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.context("the server did not say where it is")?.to_owned();
        Ok(Self { child, address, data })
    }

    /// Where its rooms are.
    pub fn url(&self) -> String {
        format!("ws://{}/ws", self.address)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        // It holds nothing that anybody wants to keep, and may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
