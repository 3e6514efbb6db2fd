//! The same region, left to whoever sits there: three windows, a hub, and the PIN of everybody.

use crate::cast::{Cast, HOME_PC};
use crate::fill::{self, Files};
use alongside_tests::region::{Computer, PIN};
use anyhow::Context;
use std::process::Child;

pub(crate) fn open() -> anyhow::Result<()> {
    let cast = Cast::gather();
    let laptop = cast.laptop();
    let hospice = cast.hospice_pc();
    let home = cast.region.joined(&cast.home, HOME_PC);
    for who in [&cast.asha, &cast.grace, &cast.marsh] {
        cast.region.first_sign_in(&home, who);
    }
    let files = fill::files(&cast.region.folder().join("caseload"))?;
    take_over(&home, &files)?;
    fill::furnish(&cast, &home, &files.invented)?;
    cast.region.run_until_quiet(&[&home]);
    fill::share(&cast, &home, &files.invented)?;
    cast.region.run_until_quiet(&[&home, &laptop, &hospice]);

    println!("Three windows open. Everybody's PIN is {PIN}.");
    println!(
        "To pull the cable out, stop the program alongside-hub; closing all windows ends the demo and forgets everything."
    );
    let windows: Result<Vec<Child>, _> = [&home, &laptop, &hospice]
        .into_iter()
        .map(|computer| on_this_display(computer).spawn())
        .collect();
    for mut window in windows.context("a window does not open")? {
        window.wait().context("a window cannot be waited for")?;
    }
    Ok(())
}

/// The window of a computer, on the display of whoever started the demo.
fn on_this_display(computer: &Computer) -> std::process::Command {
    let mut command = computer.command("alongside");
    // A Wayland display is found in the runtime folder of the person's own session.
    if let (Some(display), Some(folder)) = (
        std::env::var_os("WAYLAND_DISPLAY"),
        std::env::var_os("XDG_RUNTIME_DIR"),
    ) {
        command.env(
            "WAYLAND_DISPLAY",
            std::path::Path::new(&folder).join(display),
        );
    }
    // Without a word of its own, X looks for its permission at home, and the computer's home is another.
    if let (None, Some(home)) = (std::env::var_os("XAUTHORITY"), std::env::var_os("HOME")) {
        command.env(
            "XAUTHORITY",
            std::path::Path::new(&home).join(".Xauthority"),
        );
    }
    command
}

fn take_over(home: &Computer, files: &Files) -> anyhow::Result<()> {
    let mut words = vec!["import".to_owned()];
    words.extend(files.places.iter().map(|place| place.display().to_string()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let summary = home.must(&words);
    let people = summary["records"].as_array().map_or(0, Vec::len);
    println!(
        "{people} people taken over from {} files.",
        files.places.len()
    );
    if let Some(skipped) = &files.skipped {
        println!("{skipped}");
    }
    Ok(())
}
