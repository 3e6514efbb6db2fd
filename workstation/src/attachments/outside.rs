//! Saving a file outside the store, to be opened with another program.

use super::{AttachmentRefused, Opened};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Endings by which other programs know a file.
const ENDINGS: &[(&str, &str)] = &[
    ("application/pdf", "pdf"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/tiff", "tif"),
    (crate::ask::HOME_FILE, "home"),
];
/// Characters of a title that its file's name keeps.
const MOST: usize = 80;
/// Files of one name that may lie beside each other.
const ALIKE: u32 = 100;

/// Writes a file under a name that was free, for nobody else to read, and gives the name.
pub(crate) fn save_new(folder: &Path, opened: &Opened) -> Result<String, AttachmentRefused> {
    std::fs::create_dir_all(folder).map_err(|_| AttachmentRefused::NotSaved)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 1..=ALIKE {
        let name = name_of(&opened.title, &opened.media_type, number);
        let place = folder.join(&name);
        let mut file = match options.open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(_) => return Err(AttachmentRefused::NotSaved),
        };
        let written = file.write_all(&opened.bytes).and_then(|()| file.sync_all());
        return written.map(|()| name).map_err(|_| {
            // Half a paper is no paper; if even that fails, it is said all the same.
            let _removed = std::fs::remove_file(&place);
            AttachmentRefused::NotSaved
        });
    }
    Err(AttachmentRefused::NotSaved)
}

fn name_of(title: &str, media_type: &str, number: u32) -> String {
    let plain = |letter: char| {
        let stays = letter.is_alphanumeric() || letter == '-' || letter == '_';
        if stays { letter } else { ' ' }
    };
    let words: String = title.chars().map(plain).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().take(MOST).collect();
    let words = words.trim();
    let mut name = if words.is_empty() { "Paper" } else { words }.to_owned();
    if number > 1 {
        name.push_str(&format!(" ({number})"));
    }
    let ending = ENDINGS.iter().find(|(kind, _)| *kind == media_type);
    if let Some((_, ending)) = ending {
        name.push_str(&format!(".{ending}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_leads_to_no_other_folder() {
        assert_eq!(
            name_of("../../etc/passwd", "image/png", 1),
            "etc passwd.png"
        );
        assert_eq!(
            name_of("Llythyr: Siân", "application/pdf", 3),
            "Llythyr Siân (3).pdf"
        );
        assert_eq!(name_of(" . ", "text/html", 1), "Paper");
        assert_eq!(name_of(&"a".repeat(200), "", 1).len(), MOST);
    }
}
