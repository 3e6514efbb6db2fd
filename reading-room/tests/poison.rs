//! Changes that must not reach anyone: what the real program does with them.
//!
//! The changes lie in `golden/changes`, because the tests of the hub need them too and may not know how to make
//! them. `ALONGSIDE_REFRESH=1` writes them anew.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use care_record::{Body, Edit, EntryDraft, EntryId, Sheet, Statement};
use reading_room::line;
use reading_room::words::{Answer, Authored, Question};
use sha2::{Digest, Sha256};
use sync_protocol::change::ChangeHeader;
use sync_protocol::ids::{DocumentId, RecordId, SheetId};

const GP: u8 = 7;

/// The running program.
struct Room {
    child: Child,
    /// Nothing once its input has ended.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Room {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_alongside-reading-room"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let mut room = Self {
            child,
            questions,
            answers,
        };
        assert!(matches!(room.answer(), Some(Answer::Ready { .. })));
        room
    }

    fn answer(&mut self) -> Option<Answer> {
        line::read(&mut self.answers).ok().flatten()
    }

    fn ask(&mut self, question: &Question) -> Option<Answer> {
        line::write(self.questions.as_mut()?, question).ok()?;
        self.answer()
    }

    fn open(&mut self) {
        let document = DocumentId::new(RecordId::new([7; 16]), SheetId::SHARED);
        assert_eq!(self.ask(&Question::Open { document }), Some(Answer::Taken));
    }

    fn judge(&mut self, change: &[u8]) -> Option<Answer> {
        let envelope = Authored {
            role: GP,
            changes: vec![change.into()],
            by: None,
        };
        self.ask(&Question::Judge { envelope })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _dead = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// A change from the golden folder, written there first when asked to.
fn golden(name: &str, made: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("golden/changes")
        .join(name);
    if std::env::var_os("ALONGSIDE_REFRESH").is_some() && !made.is_empty() {
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read(&path).unwrap()
}

fn write(sheet: &mut Sheet, actor: u8, field: &str, words: &str) -> Vec<u8> {
    let edit = Edit::set(field, Statement::words(words));
    sheet.write([actor; 8], &[edit]).unwrap().change
}

fn write_number(number: &str) -> Vec<u8> {
    let body: Body = [("value".to_owned(), number.into())].into_iter().collect();
    let entry = EntryDraft::new("nhs_number", body);
    let edit = Edit::enter(EntryId::from_random([0xc3; 8]), entry);
    Sheet::genesis().write([0xc3; 8], &[edit]).unwrap().change
}

/// Two saves of one record, the second on the first, and the first saves of two other records.
fn sound_changes() -> [(&'static str, Vec<u8>); 4] {
    let mut ada = Sheet::genesis();
    let mut bea = Sheet::genesis();
    [
        (
            "ada-name.bin",
            write(&mut ada, 0xa1, "person.preferred_name", "Ada"),
        ),
        (
            "ada-phone.bin",
            write(&mut ada, 0xa1, "person.phone", "01632 960001"),
        ),
        (
            "bea-name.bin",
            write(&mut bea, 0xb2, "person.preferred_name", "Bea"),
        ),
        ("cyd-number.bin", write_number("9990000018")),
    ]
}

fn leb(mut value: u64, bytes: &mut Vec<u8>) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn read_leb(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return value;
        }
    }
}

/// A chunk around a body, with a checksum that holds.
fn chunk(body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![1];
    leb(body.len() as u64, &mut hashed);
    hashed.extend_from_slice(body);
    let checksum = Sha256::digest(&hashed);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend_from_slice(&checksum[..4]);
    bytes.extend_from_slice(&hashed);
    bytes
}

/// The body of a chunk: where its operations begin, and all of it.
fn body(change: &[u8]) -> (usize, Vec<u8>) {
    let mut rest = &change[9..];
    let length = usize::try_from(read_leb(&mut rest)).unwrap();
    let body = rest[..length].to_vec();
    let mut at = body.as_slice();
    for _ in 0..read_leb(&mut at) {
        at = &at[32..];
    }
    let actor = usize::try_from(read_leb(&mut at)).unwrap();
    at = &at[actor..];
    let (_seq, _start, _time) = (read_leb(&mut at), read_leb(&mut at), read_leb(&mut at));
    let message = usize::try_from(read_leb(&mut at)).unwrap();
    at = &at[message..];
    for _ in 0..read_leb(&mut at) {
        let other = usize::try_from(read_leb(&mut at)).unwrap();
        at = &at[other..];
    }
    (body.len() - at.len(), body)
}

/// The same change with its one operation said a thousand thousand million times: a few bytes that open to more
/// than any memory.
fn bomb(change: &[u8]) -> Vec<u8> {
    const TIMES: u64 = 1_000_000_000_000;
    let (at, body) = body(change);
    let (front, mut rest) = body.split_at(at);
    let columns: Vec<(u64, usize)> = (0..read_leb(&mut rest))
        .map(|_| {
            let column = read_leb(&mut rest);
            (column, usize::try_from(read_leb(&mut rest)).unwrap())
        })
        .collect();
    let mut heads = Vec::new();
    let mut data = Vec::new();
    let mut count = 0;
    for (column, length) in columns {
        let (old, after) = rest.split_at(length);
        rest = after;
        let mut new = Vec::new();
        match column & 7 {
            // Raw values: none, since every value becomes null.
            7 => continue,
            // Runs of yes and no.
            4 => leb(TIMES, &mut new),
            // What a value is like: null, so many times.
            6 => {
                signed_leb(TIMES, &mut new);
                new.push(0);
            }
            _ => {
                assert_eq!(old[0], 0x7f, "one value, literally");
                signed_leb(TIMES, &mut new);
                new.extend_from_slice(&old[1..]);
            }
        }
        leb(column, &mut heads);
        leb(new.len() as u64, &mut heads);
        data.extend_from_slice(&new);
        count += 1;
    }
    let mut body = front.to_vec();
    leb(count, &mut body);
    body.extend_from_slice(&heads);
    body.extend_from_slice(&data);
    chunk(&body)
}

/// A positive number in the signed form: the highest bit of the last byte would mean a minus.
fn signed_leb(mut value: u64, bytes: &mut Vec<u8>) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 && low & 0x40 == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// The first way to alter one byte, and repair the checksum, on which the merge engine panics.
fn panicking(change: &[u8], base: &Sheet) -> Vec<u8> {
    let panics = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&panics);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    }));
    let (at, body) = body(change);
    let found = (at..body.len())
        .flat_map(|place| (1..=u8::MAX).map(move |flip| (place, flip)))
        .find_map(|(place, flip)| {
            let mut altered = body.clone();
            altered[place] ^= flip;
            let altered = chunk(&altered);
            let before = panics.load(Ordering::SeqCst);
            let readable = ChangeHeader::read(&altered).is_ok();
            let refused = readable && base.clone().apply(&[&altered]).is_err();
            (refused && panics.load(Ordering::SeqCst) > before).then_some(altered)
        });
    std::panic::set_hook(usual);
    found.expect("one altered byte in forty makes the engine panic")
}

#[test]
fn the_golden_changes_are_what_this_version_makes() {
    let [(_, first), (_, second), ..] = sound_changes();
    let mut base = Sheet::genesis();
    base.apply(&[&first]).unwrap();
    let poisoned = [
        ("ada-panics.bin", panicking(&second, &base)),
        ("ada-bomb.bin", bomb(&second)),
    ];
    for (name, made) in sound_changes().into_iter().chain(poisoned) {
        assert_eq!(golden(name, &made), made, "{name}");
    }
}

#[test]
fn a_change_on_which_the_engine_panics_is_set_aside_and_the_room_lives() {
    let [(_, first), (_, second), ..] = sound_changes();
    let mut room = Room::start();
    room.open();
    assert_eq!(room.judge(&first), Some(Answer::Fine { not_in_force: 0 }));
    assert_eq!(
        room.judge(&golden("ada-panics.bin", &[])),
        Some(Answer::Quarantine {
            code: "change.not_applicable".to_owned()
        })
    );
    assert_eq!(room.judge(&second), Some(Answer::Fine { not_in_force: 0 }));
}

#[test]
fn a_change_that_opens_to_more_than_any_memory_ends_the_room_and_nothing_else() {
    let [(_, first), ..] = sound_changes();
    let bomb = golden("ada-bomb.bin", &[]);
    assert!(bomb.len() < 200, "small enough for any door");
    assert!(
        ChangeHeader::read(&bomb).is_ok(),
        "and in order from outside"
    );
    let mut room = Room::start();
    room.open();
    assert_eq!(room.judge(&first), Some(Answer::Fine { not_in_force: 0 }));
    assert_eq!(room.judge(&bomb), None);
    assert!(!room.child.wait().unwrap().success());

    let mut room = Room::start();
    room.open();
    assert_eq!(room.judge(&first), Some(Answer::Fine { not_in_force: 0 }));
}

#[test]
fn the_room_ends_with_its_input() {
    let mut room = Room::start();
    room.open();
    room.questions = None;
    assert!(room.child.wait().unwrap().success());
}
