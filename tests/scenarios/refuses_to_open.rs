//! A store that does not open says which of its reasons it is, and is left as it was.

use alongside_tests::region::{
    Computer, Fingerprints, Keyring, PIN, Region, fingerprints, program, run, store_key,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

/// A computer with a record in its store, and copies of its folder to spoil.
struct Victim {
    region: Region,
    computer: Computer,
}

impl Victim {
    fn new() -> Self {
        let region = Region::begin();
        let home = region.site("Riverside Care", "Riverside House");
        let asha = region.staff(&home, "Asha Rahman", "senior_carer");
        let computer = region.computer(&home, "Office PC", &[&asha]);
        let record = computer.new_person("Fenwick", "Margaret");
        for number in 0..20 {
            computer.note(&record, &format!("Note {number}"));
        }
        Self { region, computer }
    }

    /// A copy of the computer's folder under another name, in the same session.
    fn copy(&self, name: &str) -> Computer {
        let to = self.region.folder().join(name);
        let said = run(Command::new("cp")
            .arg("-a")
            .arg(self.computer.folder())
            .arg(&to));
        assert_eq!(said.status, Some(0), "{}", said.err);
        self.computer.with_folder(&to)
    }

    fn key_file(&self) -> Value {
        let text = fs::read(self.computer.store().join("keys.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    fn store_id(&self) -> String {
        self.key_file()["store"].as_str().unwrap().to_owned()
    }
}

/// The code with which a computer refuses, and that not a byte in its folder is another than before.
fn refuses_untouched(computer: &Computer) -> String {
    let before = fingerprints(computer.folder());
    let code = computer.refuses(&["people"]);
    assert_same(&before, &fingerprints(computer.folder()), &code);
    code
}

fn assert_same(before: &Fingerprints, after: &Fingerprints, code: &str) {
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changed: Vec<_> = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .collect();
    assert!(changed.is_empty(), "{code} changed {changed:?}");
}

#[test]
fn each_reason_has_its_own_code_and_leaves_the_folder_as_it_was() {
    let victim = Victim::new();
    let mut codes = Vec::new();

    // A wrong PIN. The one thing that changes is the count of wrong PINs, with their moments: they must outlast the
    // program.
    let computer = victim.copy("wrong-pin");
    let before = fingerprints(computer.folder());
    let refusal = computer.said("135791", &["people"]).done().unwrap_err();
    let mut after = fingerprints(computer.folder());
    let counted = Path::new("store/keys.json").to_owned();
    assert_ne!(before[&counted], after[&counted], "a wrong PIN is counted");
    after.insert(counted.clone(), before[&counted]);
    assert_same(&before, &after, &refusal.code);
    let mut keys: Value =
        serde_json::from_slice(&fs::read(computer.folder().join(&counted)).unwrap()).unwrap();
    assert_eq!(keys["staff"][0]["wrong"], 1);
    keys["staff"][0]["wrong"] = 0.into();
    let staff = keys["staff"][0].as_object_mut().unwrap();
    let moments = staff.remove("wrong_at_ms").unwrap();
    assert_eq!(moments.as_array().map(Vec::len), Some(1));
    assert_eq!(
        keys,
        victim.key_file(),
        "nothing else of the file has changed"
    );
    codes.push(refusal.code);

    // No keyring at all.
    let computer = victim.copy("no-session");
    codes.push(refuses_untouched(
        &computer.without_a_session(&victim.region.keyring),
    ));

    // Another account's keyring, without our secret and with another one in its place.
    let elsewhere = tempfile::tempdir().unwrap();
    let stranger = Keyring::start_without_a_screen(elsewhere.path());
    let computer = victim.copy("other-account");
    codes.push(refuses_untouched(&computer.moved_to(&stranger)));
    stranger.plant(&victim.store_id(), &"5a".repeat(32));
    codes.push(refuses_untouched(&computer.moved_to(&stranger)));

    // A keyring that is locked. It may be nobody's fault, so what it says is not that the secret is gone.
    stranger.plant(
        &victim.store_id(),
        &victim.region.keyring.secret(&victim.store_id()),
    );
    assert!(computer.moved_to(&stranger).verb(&["people"]).is_ok());
    stranger.lock();
    codes.push(refuses_untouched(&computer.moved_to(&stranger)));

    // A damaged file: its beginning, and a file that was cut.
    for (name, spoil) in [
        ("damaged", spoil_beginning as fn(&Path)),
        ("cut", cut_in_half),
    ] {
        let computer = victim.copy(name);
        spoil(&computer.store().join("records.db"));
        let code = refuses_untouched(&computer);
        assert_eq!(code, "open.damaged", "{name}");
        codes.push(code);
    }

    // A file of a newer program.
    let computer = victim.copy("newer");
    make_newer(&victim, &computer.store().join("records.db"));
    codes.push(refuses_untouched(&computer));

    println!("{codes:?}");
    assert_eq!(
        codes,
        [
            "sign_in.wrong_pin",
            "keyring.absent",
            "keyring.empty",
            "keyring.foreign",
            "keyring.locked",
            "open.damaged",
            "open.damaged",
            "open.newer_app",
        ]
    );
    // The original opens as ever.
    let people = victim.computer.must(&["people"]);
    assert_eq!(people["rows"].as_array().unwrap().len(), 1);
}

fn spoil_beginning(file: &Path) {
    let file = OpenOptions::new().write(true).open(file).unwrap();
    file.write_all_at(&[0x5a; 256], 512).unwrap();
}

fn cut_in_half(file: &Path) {
    let file = OpenOptions::new().write(true).open(file).unwrap();
    // In the middle of a page: no disk that works leaves that behind.
    file.set_len(file.metadata().unwrap().len() / 2 + 7)
        .unwrap();
}

/// Opens the store as a program of tomorrow would, with the key that PIN and keyring give.
fn make_newer(victim: &Victim, file: &Path) {
    let secret = victim.region.keyring.secret(&victim.store_id());
    let key = store_key(&victim.key_file(), "Asha Rahman", PIN, &secret);
    let key = data_encoding::HEXLOWER.encode(&key);
    let tomorrow = rusqlite::Connection::open(file).unwrap();
    tomorrow
        .pragma_update(None, "key", format!("x'{key}'"))
        .unwrap();
    tomorrow
        .execute_batch("UPDATE meta SET oldest_app = 99; PRAGMA user_version = 99;")
        .unwrap();
    tomorrow.close().unwrap();
}

/// What happens on a full disk, told by a shell in a mount namespace of its own: the small disk goes with it.
const FULL_DISK: &str = r#"
set -eu
from=$1; disk=$2; results=$3; programs=$4; record=$5; staff=$6
ctl=$programs/alongsidectl
mount -t tmpfs -o size=24m tmpfs "$disk"
cp -a "$from/." "$disk"
fill() { dd if=/dev/zero of="$disk/filler" bs=4k status=none 2>/dev/null || true; }
state() { (cd "$disk" && find . -type f -exec sha256sum {} + | sort -k 2); }
try() { # try NAME COMMAND…: what it said, and the folder before and after
    name=$1; shift
    state >"$results/$name.before"
    "$ctl" --store "$disk" --json "$@" >"$results/$name.out" 2>"$results/$name.err" || true
    state >"$results/$name.after"
}
fill
try full note "$record" --text "Not even one more"
# Room for some, and then no more: it fills while somebody writes.
truncate -s -1500K "$disk/filler"
ALONGSIDE_STORE=$disk "$programs/saves-without-end" "$staff" "$record" Filling alone \
    >"$results/filling.out" 2>"$results/filling.err" || true
rm "$disk/filler"
try room note "$record" --text "Room again"
try read history "$record" note
"#;

#[test]
fn a_full_disk_says_so_and_loses_nothing() {
    let victim = Victim::new();
    let people = victim.computer.must(&["people"]);
    let record = people["rows"][0]["record"].as_str().unwrap().to_owned();
    let (disk, results) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());

    let inner = victim.computer.command("alongsidectl");
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", FULL_DISK, "sh"]);
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .arg(victim.computer.folder())
        .arg(disk.path())
        .arg(results.path())
        .arg(program("alongsidectl").parent().unwrap())
        .arg(&record)
        .arg(victim.key_file()["staff"][0]["staff"].as_str().unwrap());
    let said = run(&mut command);
    if said.err.contains("Operation not permitted") || said.err.contains("unshare failed") {
        println!(
            "SKIPPED: this account may not mount a small disk: {}",
            said.err
        );
        return;
    }
    assert_eq!(said.status, Some(0), "{}", said.err);
    let result = |name: &str| fs::read_to_string(results.path().join(name)).unwrap();

    let refusal: Value = serde_json::from_str(&result("full.err")).unwrap_or_else(|_| {
        panic!(
            "not refused: {:?} {:?}",
            result("full.out"),
            result("full.err")
        )
    });
    let code = refusal["error"]["code"].as_str().unwrap().to_owned();
    println!("{code}");
    assert!(
        ["open.disk_full", "store.disk_full"].contains(&code.as_str()),
        "{code}"
    );
    // Nothing that was there has changed. An empty log with its index may have come beside it.
    let after = result("full.after");
    for line in result("full.before").lines() {
        assert!(after.contains(line), "{line} is not so any more: {after}");
    }
    assert!(after.lines().count() <= result("full.before").lines().count() + 2);

    let filling = result("filling.out");
    let said: Vec<&str> = filling.lines().collect();
    println!("{} notes found room", said.len());
    assert!(!said.is_empty(), "{}", result("filling.err"));
    assert!(
        result("filling.err").contains("store.disk_full"),
        "{}",
        result("filling.err")
    );

    assert!(
        result("room.out").contains("saved"),
        "{}",
        result("room.err")
    );
    let shown = result("read.out");
    assert!(shown.contains("Room again") && shown.contains("Note 19"));
    assert!(!shown.contains("Not even one more"));
    for note in &said {
        assert!(
            shown.contains(&format!("\"{note}\"")),
            "{note} was said to be saved"
        );
    }
    let refused = format!("\"Filling {}\"", said.len() + 1);
    assert!(!shown.contains(&refused), "what was refused is not there");
}
