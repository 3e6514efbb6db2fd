//! One `tauri-driver` with everything it starts, ended together.

use super::WindowError;
use crate::region::Process;
use rustix::process::{Pid, Signal, kill_process_group};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Where `tauri-driver` is on the path; `.ci/desk` puts there what `./do setup` installed.
fn place() -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join("tauri-driver"))
        .find(|place| place.is_file())
}

pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one in the surroundings that the window's program is to have: the window inherits them.
    pub(super) fn start(window: &Command) -> Result<Self, WindowError> {
        let anywhere = ["DISPLAY", "WAYLAND_DISPLAY"]
            .into_iter()
            .any(|name| std::env::var_os(name).is_some());
        if !anywhere {
            return Err(WindowError::NoDisplay);
        }
        let program = place().ok_or(WindowError::NoDriver)?;
        let (port, native) = free_ports().map_err(WindowError::NotStarted)?;
        let mut command = Command::new(program);
        for (name, value) in window.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let process = command
            .args(["--port", &port.to_string()])
            .args(["--native-port", &native.to_string()])
            // The driver reports every refused look as a fault; what matters is said by who looks.
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own: the window and its helpers end with it, whatever happens.
            .process_group(0)
            .spawn()
            .map_err(WindowError::NotStarted)?;
        Ok(Self { process, port })
    }

    /// The window's program.
    pub(super) fn program(&self) -> Option<Process> {
        Process(self.process.id()).started("alongside")
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that has ended by itself leaves nothing to end.
        let _ended = i32::try_from(self.process.id())
            .ok()
            .and_then(Pid::from_raw)
            .map(|group| kill_process_group(group, Signal::KILL));
        let _waited = self.process.wait();
    }
}

/// Two ports that are free now. Both are held until both are known, so that they differ.
fn free_ports() -> std::io::Result<(u16, u16)> {
    let one = TcpListener::bind(("127.0.0.1", 0))?;
    let other = TcpListener::bind(("127.0.0.1", 0))?;
    Ok((one.local_addr()?.port(), other.local_addr()?.port()))
}
