//! A scanned form on its way from a care home to a hospice: cut in the middle, read by nobody between the two, opened as
//! it was.

use alongside_tests::region::{Computer, PIN, Region, files_with, store_key, text};
use alongside_tests::wait;
use hub::data::DataFolder;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use store::StoreKey;
use store::hub::HubStore;
use store::workstation::{Attachment, AttachmentState, Workstation};
use sync_protocol::hashes::Hash;
use sync_protocol::ids::{DocumentId, RecordId, SheetId};
use sync_protocol::limits::{MAX_ATTACHMENT_BYTES, MAX_SEALED_PIECE_BYTES};

/// A word that stands in the scan, in its file's name, and nowhere else.
const MARKER: &str = "Qzxwvzyqxjkmarker";
/// How large the scan is, and how many pieces that makes.
const SCAN_BYTES: usize = 3 * 1024 * 1024;
const PIECES: u64 = 12;
/// A busy machine may take long to carry a piece.
const CARRY_LIMIT: Duration = Duration::from_secs(60);

/// A home and a hospice that care for one person, with a line of the test's own between the home and the region.
struct Two {
    region: Region,
    line: Line,
    home: Computer,
    hospice: Computer,
    record: String,
}

impl Two {
    fn new() -> Self {
        let region = Region::begin();
        let line = Line::to(region.hub.url().strip_prefix("https://").unwrap());
        let house = region.site("Riverside Care", "Riverside House");
        let ward = region.site("Fen Edge Hospice", "Community team");
        let maria = region.staff(&house, "Maria Okafor", "senior_carer");
        let helen = region.staff(&ward, "Dr Helen Ward", "hospice_doctor");
        let home = Computer::at(
            &region.folder().join("office-pc"),
            &region.keyring,
            &region.folder().join("computers.log"),
        );
        let code = region.device_code(&house);
        home.must(&["enrol", "--hub", &line.url, "--code", &code]);
        region.first_sign_in(&home, &maria);
        let hospice = region.computer(&ward, "Ward PC", &[&helen]);
        let record = home.new_person("Fenwick", "Margaret");
        home.must(&["sync"]);
        region.share(&record, &ward);
        region.run_until_quiet(&[&home, &hospice]);
        Self {
            region,
            line,
            home,
            hospice,
            record,
        }
    }

    fn attach(&self, who: &Computer, file: &Path, title: &str) {
        let (record, file) = (&self.record, file.to_str().unwrap());
        let words = ["attach", record, file, "--title", title, "--kind", "photo"];
        who.must(&words);
    }

    /// The entry with this title, as a computer shows it.
    fn paper(&self, who: &Computer, title: &str) -> Value {
        let page = who.must(&["show", &self.record]);
        let lines = page["sections"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|section| section["lines"].as_array().into_iter().flatten());
        lines
            .filter(|line| line["name"] == "document")
            .flat_map(|line| line["items"].as_array().into_iter().flatten())
            .flat_map(|item| item["values"].as_array().into_iter().flatten())
            .find(|value| value["parts"]["title"] == title)
            .unwrap_or_else(|| panic!("{} shows no such paper", who.name()))
            .clone()
    }

    fn fetch(&self, who: &Computer, title: &str, to: &Path) -> Result<Value, String> {
        let paper = self.paper(who, title);
        let (entry, to) = (text(&paper, "id"), to.to_str().unwrap());
        who.verb(&["fetch", &self.record, entry, "--to", to])
            .map_err(|refusal| refusal.code)
    }

    /// The numbers of the pieces of an attachment that the hub holds.
    fn at_the_hub(&self, content: Hash) -> Vec<u32> {
        let place = DataFolder::at(self.region.hub.data()).store();
        let store = HubStore::open(&place).unwrap();
        let state = store.attachment_state(self.document(), content).unwrap();
        state.held
    }

    fn document(&self) -> DocumentId {
        let record: RecordId = self.record.parse().unwrap();
        DocumentId::new(record, SheetId::SHARED)
    }

    /// The home's store, opened as only this test can.
    fn store_of_the_home(&self) -> Workstation {
        let key_file = fs::read(self.home.store().join("keys.json")).unwrap();
        let key_file: Value = serde_json::from_slice(&key_file).unwrap();
        let secret = self.region.keyring.secret(text(&key_file, "store"));
        let key = store_key(&key_file, "Maria Okafor", PIN, &secret);
        let place = self.home.store().join("records.db");
        Workstation::open(&place, &StoreKey::new(key)).unwrap()
    }
}

/// What one sync carried: pieces sent, pieces received, and whether any were left.
fn carried(computer: &Computer) -> (u64, u64, bool) {
    let done = computer.must(&["sync"]);
    assert_eq!(done["pieces_refused"], 0, "{}: {done}", computer.name());
    (
        done["pieces_sent"].as_u64().unwrap(),
        done["pieces_received"].as_u64().unwrap(),
        done["pieces_left"].as_bool().unwrap(),
    )
}

/// A scan with the marker on every page.
fn scan(bytes: usize) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut page = 0_u32;
    while file.len() < bytes {
        file.extend_from_slice(format!("{MARKER} {page} ").as_bytes());
        file.extend((0..900_u32).map(|place| u8::try_from((place * page) % 251).unwrap()));
        page += 1;
    }
    file.truncate(bytes);
    file
}

#[test]
fn a_scan_that_was_cut_goes_on_where_it_was_and_is_read_by_nobody_between() {
    let mut two = Two::new();
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join(format!("{MARKER}.pdf"));
    let scanned = scan(SCAN_BYTES);
    fs::write(&place, &scanned).unwrap();
    let title = "Hospital letter";

    two.region.hub.kill();
    two.attach(&two.home, &place, title);
    let paper = two.paper(&two.home, title);
    assert_eq!(paper["parts"]["media_type"], "application/pdf");
    let content: Hash = text(&paper["parts"], "content").parse().unwrap();
    let own_copy = outside.path().join("own.pdf");
    two.fetch(&two.home, title, &own_copy).unwrap();
    assert!(fs::read(&own_copy).unwrap() == scanned, "opened offline");
    two.region.hub.start();

    // The line breaks in the middle of the sixth piece.
    two.line
        .carry_only(MAX_SEALED_PIECE_BYTES * 11 / 2, Then::Break);
    assert_eq!(carried(&two.home), (5, 0, true));
    assert_eq!(two.at_the_hub(content), [0, 1, 2, 3, 4]);

    // The entry went ahead of the pieces. What is not all there is asked for and not given.
    let copy = outside.path().join("copy.pdf");
    two.hospice.must(&["sync"]);
    let code = two.fetch(&two.hospice, title, &copy);
    assert_eq!(code, Err("attachment.not_here".to_owned()));
    assert_eq!(carried(&two.hospice), (0, 0, false));

    two.region.hub.kill();
    two.region.hub.start();
    two.line.carry_everything();
    assert_eq!(carried(&two.home), (PIECES - 5, 0, false));
    assert_eq!(two.at_the_hub(content).len() as u64, PIECES);
    assert_eq!(carried(&two.home), (0, 0, false), "sent once");

    assert_eq!(carried(&two.hospice), (0, PIECES, false));
    assert_eq!(carried(&two.hospice), (0, 0, false), "fetched once");
    let fetched = two.fetch(&two.hospice, title, &copy).unwrap();
    assert_eq!(fetched["media_type"], "application/pdf");
    assert!(fs::read(&copy).unwrap() == scanned, "as it was");

    let words = [MARKER.to_owned()];
    for folder in [
        two.home.folder(),
        two.hospice.folder(),
        two.region.hub.data(),
    ] {
        assert_eq!(files_with(folder, &words), []);
    }
    assert!(!two.region.all_logs().contains(MARKER));
    // The same search finds what is there.
    assert_eq!(files_with(outside.path(), &words).len(), 3);
    two.region
        .assert_agreed(&[&two.home, &two.hospice], &[&two.record]);
}

#[test]
fn the_papers_of_chosen_people_come_by_themselves() {
    let two = Two::new();
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join("photo");
    fs::write(&place, b"A photograph of a wound.").unwrap();
    two.attach(&two.home, &place, "First");
    assert_eq!(carried(&two.home), (1, 0, false));
    assert_eq!(carried(&two.hospice), (0, 0, false), "nobody asked for it");
    two.hospice.must(&["keep-papers", &two.record]);
    assert_eq!(carried(&two.hospice), (0, 1, false));
    two.attach(&two.home, &place, "Second");
    assert_eq!(carried(&two.home), (1, 0, false));
    assert_eq!(carried(&two.hospice), (0, 1, false));
    let copy = outside.path().join("copy");
    two.fetch(&two.hospice, "Second", &copy).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), b"A photograph of a wound.");
    assert_eq!(
        two.fetch(&two.hospice, "Second", &copy),
        Err("usage".to_owned()),
        "a file that is there is not written over"
    );

    two.hospice.must(&["keep-papers", &two.record, "--off"]);
    two.attach(&two.home, &place, "Third");
    assert_eq!(carried(&two.home), (1, 0, false));
    assert_eq!(carried(&two.hospice), (0, 0, false));
}

#[test]
fn what_may_not_be_attached_leaves_nothing_behind() {
    let two = Two::new();
    let house = two.region.site("Riverside Care II", "Riverside Lodge");
    let carer = two.region.staff(&house, "Ola Nowak", "care_assistant");
    let lodge = two.region.computer(&house, "Lodge PC", &[&carer]);
    two.region.share(&two.record, &house);
    two.region.run_until_quiet(&[&lodge]);
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join("file");
    let try_to = |who: &Computer, bytes: &[u8]| {
        fs::write(&place, bytes).unwrap();
        let file = place.to_str().unwrap();
        who.refuses(&["attach", &two.record, file, "--title", "A form"])
    };
    assert_eq!(try_to(&lodge, b"A form."), "edit.not_allowed");
    assert_eq!(try_to(&two.home, b""), "attachment.empty");
    let too_large = vec![1; MAX_ATTACHMENT_BYTES + 1];
    assert_eq!(try_to(&two.home, &too_large), "attachment.too_large");
    let nobody = "00000000-0000-4000-8000-000000000001";
    let file = place.to_str().unwrap();
    assert_eq!(
        two.home
            .refuses(&["attach", nobody, file, "--title", "A form"]),
        "record.unknown"
    );
    let fetch = ["fetch", &two.record, "nothing", "--to", file];
    assert_eq!(two.home.refuses(&fetch), "attachment.none");
    let store = two.store_of_the_home();
    for state in [AttachmentState::Unnamed, AttachmentState::Waiting] {
        assert_eq!(store.attachments(state, 9).unwrap(), []);
    }
}

#[test]
fn what_a_crash_left_behind_goes_unless_an_entry_names_it() {
    let two = Two::new();
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join("photo");
    fs::write(&place, b"A photograph of a wound.").unwrap();
    two.attach(&two.home, &place, "Named");
    let paper = two.paper(&two.home, "Named");
    let named: Hash = text(&paper["parts"], "content").parse().unwrap();

    // As it is when the program dies after the entry, and when it dies before, long ago and just now.
    let (old, new) = (Hash::of(b"old"), Hash::of(b"new"));
    let now_ms = hub::clock::now_ms();
    let mut store = two.store_of_the_home();
    store
        .mark_attachment(named, AttachmentState::Unnamed, None)
        .unwrap();
    for (content, hours_ago) in [(old, 25), (new, 23)] {
        let begun = Attachment {
            content,
            document: two.document(),
            pieces_count: 1,
            state: AttachmentState::Unnamed,
            begun_at_ms: now_ms - hours_ago * 60 * 60 * 1000,
        };
        store.begin_attachment(&begun).unwrap();
        store.keep_piece(content, 0, b"piece").unwrap();
    }
    store.close().unwrap();
    assert_eq!(carried(&two.home), (1, 0, false));
    let store = two.store_of_the_home();
    let state = |content| {
        let found = store.attachment(content).unwrap();
        found.map(|found| found.state)
    };
    assert_eq!(state(named), Some(AttachmentState::Shared));
    assert_eq!(state(old), None);
    assert_eq!(state(new), Some(AttachmentState::Unnamed));
}

#[test]
fn a_hub_that_forgot_is_given_the_scan_again() {
    let mut two = Two::new();
    let backup = two.region.folder().join("backup");
    two.region
        .hub
        .must(&["backup", "--to", backup.to_str().unwrap()]);
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join("photo");
    fs::write(&place, b"A photograph of a wound.").unwrap();
    two.attach(&two.home, &place, "A photo");
    assert_eq!(carried(&two.home), (1, 0, false));
    let paper = two.paper(&two.home, "A photo");
    let content: Hash = text(&paper["parts"], "content").parse().unwrap();
    assert_eq!(two.at_the_hub(content), [0]);

    two.region.hub.kill();
    let lost = two.region.folder().join("lost");
    fs::rename(two.region.hub.data(), lost).unwrap();
    two.region
        .hub
        .must(&["restore", "--from", backup.to_str().unwrap()]);
    assert_eq!(two.at_the_hub(content), [] as [u32; 0]);
    two.region.hub.start();
    assert_eq!(carried(&two.home), (1, 0, false));
    assert_eq!(two.at_the_hub(content), [0]);
}

#[test]
fn a_note_goes_before_the_next_piece_of_a_scan() {
    let two = Two::new();
    let outside = tempfile::tempdir().unwrap();
    let place = outside.path().join("scan.pdf");
    fs::write(&place, scan(SCAN_BYTES)).unwrap();
    two.attach(&two.home, &place, "Hospital letter");
    let paper = two.paper(&two.home, "Hospital letter");
    let content: Hash = text(&paper["parts"], "content").parse().unwrap();

    // A slow line: it stands still in the middle of the third piece, and nurses go on writing.
    two.line
        .carry_only(MAX_SEALED_PIECE_BYTES * 5 / 2, Then::StandStill);
    let sync = two
        .home
        .command("alongsidectl")
        .args(["--json", "sync"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait::until("two pieces are there", CARRY_LIMIT, || {
        (two.at_the_hub(content).len() == 2).then_some(())
    });
    two.home.note(&two.record, "Written meanwhile");
    two.line
        .carry_only(MAX_SEALED_PIECE_BYTES, Then::StandStill);
    wait::until("the note has overtaken the scan", CARRY_LIMIT, || {
        two.hospice.must(&["sync"]);
        let notes = two.hospice.notes(&two.record);
        notes
            .contains(&"Written meanwhile".to_owned())
            .then_some(())
    });
    assert_eq!(two.at_the_hub(content), [0, 1, 2]);
    two.line.carry_everything();
    let done = sync.wait_with_output().unwrap();
    let done: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(done["pieces_sent"], PIECES);
    assert_eq!(two.at_the_hub(content).len() as u64, PIECES);
}

/// A line to the hub that carries what it is told to, and then breaks or stands still.
struct Line {
    url: String,
    load: Arc<Load>,
}

/// What a line may still carry from the computer to the hub.
struct Load {
    left: Mutex<(usize, Then)>,
    more: Condvar,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Break,
    StandStill,
}

impl Line {
    fn to(hub: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let load = Arc::new(Load {
            left: Mutex::new((usize::MAX, Then::Break)),
            more: Condvar::new(),
        });
        let (counted, hub) = (Arc::clone(&load), hub.to_owned());
        // Ends with the test's process.
        thread::spawn(move || {
            for computer in listener.incoming().map_while(Result::ok) {
                // A hub that is not there is a line that breaks.
                if let Ok(hub) = TcpStream::connect(&hub) {
                    carry_both_ways(computer, hub, &counted);
                }
            }
        });
        Self { url, load }
    }

    /// From now on so many bytes go from the computer to the hub.
    fn carry_only(&self, bytes: usize, then: Then) {
        *self.load.left.lock().unwrap() = (bytes, then);
        self.load.more.notify_all();
    }

    fn carry_everything(&self) {
        self.carry_only(usize::MAX, Then::Break);
    }
}

impl Load {
    /// Waits until so many bytes may go. Says whether they may.
    fn take(&self, bytes: usize) -> bool {
        let mut left = self.left.lock().unwrap();
        while left.0 < bytes {
            if left.1 == Then::Break {
                left.0 = 0;
                return false;
            }
            left = self.more.wait(left).unwrap();
        }
        left.0 -= bytes;
        true
    }
}

fn carry_both_ways(computer: TcpStream, hub: TcpStream, load: &Arc<Load>) {
    let (mut down_from, mut down_to) = (hub.try_clone().unwrap(), computer.try_clone().unwrap());
    thread::spawn(move || {
        let _ended = std::io::copy(&mut down_from, &mut down_to);
        let _gone = down_to.shutdown(Shutdown::Both);
    });
    let load = Arc::clone(load);
    thread::spawn(move || {
        let (mut up_from, mut up_to) = (computer, hub);
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = up_from.read(&mut bytes) {
            if !load.take(count) || up_to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        for end in [&up_from, &up_to] {
            let _gone = end.shutdown(Shutdown::Both);
        }
    });
}
