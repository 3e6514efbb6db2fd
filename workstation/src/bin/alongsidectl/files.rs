//! Files that are attached, and files that are written from what was attached.

use super::Stopped;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;
use sync_protocol::limits::MAX_ATTACHMENT_BYTES;

/// What a file is, by how it begins.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
];

/// What is said of a file that begins like none of them.
const ANYTHING: &str = "application/octet-stream";

/// A file to attach: what it is, and its bytes in base 64. No more is read than can be attached, and one byte that tells
/// that there is more.
pub(super) fn read(place: &Path) -> Result<(&'static str, String), Stopped> {
    let mut bytes = Vec::new();
    std::fs::File::open(place)
        .and_then(|file| {
            let most = MAX_ATTACHMENT_BYTES as u64 + 1;
            file.take(most).read_to_end(&mut bytes)
        })
        .map_err(|_| Stopped::usage("The file cannot be read."))?;
    let media_type = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning))
        .map_or(ANYTHING, |(_, media_type)| media_type);
    Ok((media_type, data_encoding::BASE64.encode(&bytes)))
}

/// Writes a file that was not there, for nobody else to read; gives its size.
pub(super) fn write_new(place: &Path, base64: &str) -> Result<usize, Stopped> {
    let bytes = data_encoding::BASE64
        .decode(base64.as_bytes())
        .map_err(|_| Stopped::usage("The answer cannot be read."))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(place)
        .and_then(|mut file| {
            file.write_all(&bytes)?;
            file.sync_all()
        })
        .map_err(|_| Stopped::usage("The file is there already or cannot be written."))?;
    Ok(bytes.len())
}
