//! Every page of a store opened one by one, those in use, those given back and those in the log: what somebody finds who
//! has the key and looks closer than the engine does.

use aes::Aes256;
use aho_corasick::AhoCorasick;
use cbc::Decryptor;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: usize = 4096;
/// The end of each page: an initialisation vector and a hash.
const VECTOR: usize = 16;
const RESERVED: usize = VECTOR + 64;
/// The beginning of the first page is not encrypted.
const SALT: usize = 16;
/// Before the log, and before each page in it.
const LOG_HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// Which of these words stand on any page of the store at `place`, or in the log beside it.
///
/// # Panics
/// When the store cannot be read.
#[must_use]
pub fn words_in_pages(place: &Path, key: &[u8; 32], words: &[&str]) -> BTreeSet<String> {
    let file = fs::read(place).expect("a store can be read");
    let log = fs::read(place.with_extension("db-wal")).unwrap_or_default();
    let pages = file.chunks_exact(PAGE);
    let frames = log.get(LOG_HEAD..).unwrap_or_default();
    let logged = frames
        .chunks_exact(FRAME_HEAD + PAGE)
        .filter_map(|frame| frame.get(FRAME_HEAD..));
    let search = AhoCorasick::new(words).expect("the words can be searched for");
    let mut found = BTreeSet::new();
    for page in pages.chain(logged) {
        // Whether a page of the log is the first one is not worth asking: both readings are looked through.
        for from in [0, SALT] {
            let opened = opened(&page[from..], key);
            let hits = search.find_overlapping_iter(&opened);
            found.extend(hits.map(|hit| words[hit.pattern().as_usize()].to_owned()));
        }
    }
    found
}

fn opened(page: &[u8], key: &[u8; 32]) -> Vec<u8> {
    let (body, end) = page.split_at(page.len() - RESERVED);
    let vector = end.get(..VECTOR).expect("a page has an end");
    let vector = vector.try_into().expect("16 bytes");
    let mut body = body.to_vec();
    Decryptor::<Aes256>::new(key.into(), vector)
        .decrypt_padded::<NoPadding>(&mut body)
        .expect("whole blocks");
    body
}
