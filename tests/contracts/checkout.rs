//! The checkout as the tests see it: the files git tracks, and their text.

use std::path::PathBuf;
use std::process::Command;

/// A tracked text file.
pub(crate) struct TextFile {
    /// Path from the root, with forward slashes.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
}

impl TextFile {
    /// Lines with their numbers, counted from one.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(n, line)| (n + 1, line))
    }

    /// Whether the name ends in one of these endings (without the dot).
    pub(crate) fn is(&self, endings: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| endings.contains(&ending))
    }
}

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests crate lies in the workspace")
        .to_path_buf()
}

/// Every file that git tracks and that is text. Pictures and other binary
/// files are left out, as are the lock files, which tools write.
pub(crate) fn text_files() -> Vec<TextFile> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git is there, since the checkout came from it");
    assert!(
        listed.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let listed = String::from_utf8(listed.stdout).expect("file names are UTF-8");
    let files: Vec<TextFile> = listed
        .split_terminator('\0')
        .filter(|path| !path.ends_with("Cargo.lock") && !path.ends_with("package-lock.json"))
        .filter_map(|path| {
            let bytes = std::fs::read(root().join(path)).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            Some(TextFile {
                path: path.to_owned(),
                text,
            })
        })
        .collect();
    assert!(files.len() > 20, "only {} files are tracked", files.len());
    files
}

/// The text of one file that must be there.
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{path} cannot be read: {error}"))
}

/// Fails with every offence at once: fixing one by one costs a run each.
pub(crate) fn assert_none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}\n  {}\n", offences.join("\n  "));
}
