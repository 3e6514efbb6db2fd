//! Putting one envelope after another before the reading room, and writing down what it says.

use std::collections::BTreeMap;

use store::Trouble;
use store::audit::AuditEntry;
use store::hub::{HubStore, LogRow, MadeFace, PublishError, Reason};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::envelope::{Envelope, SignedEnvelope};
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{DeviceId, DocumentId, OrganisationId, SheetId, ShelfId, SiteId};
use sync_protocol::message::refusal::RefusalCode;
use sync_protocol::roles::RoleCode;

use crate::clock::now_ms;
use crate::serve::doorbell::Lines;
use crate::serve::readers::Readers;
use crate::serve::reading_room::ReadingRoom;
use crate::serve::reading_room::words::{Answer, Authored, By, Question};
use crate::serve::writer::Writer;

/// How many envelopes are looked at before what was found sound is written, all in one commit.
const BATCH: u32 = 64;

/// How often a process may die of an envelope before the envelope is to blame and not the process.
const MAX_DEATHS: u32 = 2;

/// The longest code that is taken over from the reading room.
const MAX_CODE_BYTES: usize = 64;

/// The reading room died of the envelope, twice.
const DIED: &str = "reading_room.died";
/// What was accepted does not read any more.
const UNREADABLE: &str = "publish.unreadable";
/// A local sheet belongs to one organisation, and this was written in another.
const OTHER_ORGANISATION: &str = "publish.other_organisation";
/// A restricted sheet belongs to one site, and this was written at another that was not given it.
const OTHER_SITE: &str = "publish.other_site";
/// What the reading room says of a change that builds on what it has not got.
const MISSING_DEPENDENCY: &str = "change.missing_dependency";
/// A role that no author may act in.
const NO_ROLE: u8 = 0;

/// Why publishing stopped for now, as a code. No envelope is to blame.
type Waits = &'static str;

/// What becomes of an envelope.
enum Verdict {
    Publish { not_in_force: u32 },
    SetAside { code: String },
}

/// What the hub knows of where an envelope belongs.
#[derive(Clone, Copy)]
struct Place {
    /// Written on a device whose site does not carry the document, or no longer.
    outside_shelf: bool,
    /// Why it may not be written here at all, as a code: the sheet is somebody else's.
    not_theirs: Option<&'static str>,
}

/// What a certificate says of an author that a judgement needs.
struct Author {
    certificate: Bytes,
    roles: Vec<RoleCode>,
    organisation: Option<OrganisationId>,
}

/// What was found sound and waits to be written.
#[derive(Default)]
struct Sound {
    envelopes: Vec<(DocumentId, u64)>,
    faces: Vec<MadeFace>,
    entries: Vec<AuditEntry>,
}

pub(super) struct Judging {
    room: ReadingRoom,
    readers: Readers,
    writer: Writer,
    lines: Lines,
    /// The document that is open in the reading room, with everything published of it.
    open: Option<DocumentId>,
    /// Authors by their certificates. What a hash names never changes.
    authors: BTreeMap<CertificateHash, Author>,
    /// Whose a device is. It does not move once it has sent anything.
    devices: BTreeMap<DeviceId, OrganisationId>,
}

impl Judging {
    pub(super) fn new(room: ReadingRoom, readers: Readers, writer: Writer, lines: Lines) -> Self {
        Self {
            room,
            readers,
            writer,
            lines,
            open: None,
            authors: BTreeMap::new(),
            devices: BTreeMap::new(),
        }
    }

    /// Publishes or sets aside everything that waits.
    pub(super) async fn publish_all(&mut self) -> Result<(), Waits> {
        loop {
            let waiting = self
                .readers
                .read(|store| store.waiting(0, BATCH))
                .await
                .map_err(|error| error.code())?;
            if waiting.is_empty() {
                return Ok(());
            }
            let done = self.publish(waiting).await;
            if done.is_err() {
                // What the reading room holds may be ahead of what is written.
                self.open = None;
            }
            done?;
        }
    }

    async fn publish(&mut self, waiting: Vec<LogRow>) -> Result<(), Waits> {
        let mut sound = Sound::default();
        for row in by_document(waiting) {
            if sound
                .last()
                .is_some_and(|(document, _)| document != row.document)
            {
                self.face(&mut sound).await?;
            }
            match self.judge(&row, &mut sound).await? {
                Verdict::Publish { not_in_force } => sound.add(&row, not_in_force),
                Verdict::SetAside { code } => {
                    // What comes before it in its document is published before it.
                    self.face(&mut sound).await?;
                    self.write(std::mem::take(&mut sound)).await?;
                    self.set_aside(row, code).await?;
                }
            }
        }
        self.face(&mut sound).await?;
        self.write(sound).await
    }

    /// Has the face made of the document that was last found sound. Where the room dies of it, the face that was made before
    /// stays: it says how old it is.
    async fn face(&mut self, sound: &mut Sound) -> Result<(), Waits> {
        let Some((document, doc_seq)) = sound.last() else {
            return Ok(());
        };
        if sound
            .faces
            .last()
            .is_some_and(|made| made.document == document)
        {
            return Ok(());
        }
        // Only with everything that was found sound: what a new process knows of it is not written yet.
        if self.open != Some(document) {
            return Ok(());
        }
        match self.room.ask(&Question::Face).await {
            Ok(Answer::Face { bytes, found_by }) => sound.faces.push(MadeFace {
                document,
                doc_seq,
                bytes: bytes.map(Bytes::into_vec),
                found_by,
            }),
            Ok(_) | Err(_) => self.open = None,
        }
        Ok(())
    }

    /// Asks about an envelope. `sound` is written first where a new process has to be told of it.
    async fn judge(&mut self, row: &LogRow, sound: &mut Sound) -> Result<Verdict, Waits> {
        let set_aside = |code: &str| {
            Ok(Verdict::SetAside {
                code: code.to_owned(),
            })
        };
        let Ok(envelope) = SignedEnvelope::decode(&row.bytes) else {
            return set_aside(UNREADABLE);
        };
        let place = self.place(row.document, row.device).await?;
        if let Some(code) = place.not_theirs {
            return set_aside(code);
        }
        if place.outside_shelf {
            tracing::warn!(envelope = %row.envelope, "written where the record is not carried");
        }
        let envelope = self.authored(envelope.claimed()).await?;
        let question = Question::Judge { envelope };
        for _ in 0..MAX_DEATHS {
            if !self.open(row.document).await? {
                continue;
            }
            match self.room.ask(&question).await {
                Ok(Answer::Fine { not_in_force }) => return Ok(Verdict::Publish { not_in_force }),
                Ok(Answer::Quarantine { code }) => return set_aside(reason(&code)),
                Ok(_) | Err(_) => {
                    self.open = None;
                    self.write(std::mem::take(sound)).await?;
                }
            }
        }
        set_aside(DIED)
    }

    /// Opens a document in the reading room, with everything published of it; false when the room died of that.
    async fn open(&mut self, document: DocumentId) -> Result<bool, Waits> {
        if !self.room.is_running() {
            self.open = None;
            self.room.restart().await.map_err(|error| error.code())?;
        }
        if self.open == Some(document) {
            return Ok(true);
        }
        self.open = None;
        let published = self
            .readers
            .read(move |store| store.published(document))
            .await
            .map_err(|error| error.code())?;
        if self.room.ask(&Question::Open { document }).await.is_err() {
            return Ok(false);
        }
        for row in published {
            let envelope = SignedEnvelope::decode(&row.bytes).map_err(|_| UNREADABLE)?;
            let envelope = self.authored(envelope.claimed()).await?;
            if self.room.ask(&Question::Known { envelope }).await.is_err() {
                return Ok(false);
            }
        }
        self.open = Some(document);
        Ok(true)
    }

    async fn authored(&mut self, envelope: &Envelope) -> Result<Authored, Waits> {
        let header = &envelope.header;
        let organisation = self.organisation(header.device).await?;
        let author = match self.authors.get(&header.author) {
            Some(known) => known,
            None => {
                let author = header.author;
                let kept = self
                    .readers
                    .read(move |store| store.certificate(author))
                    .await
                    .map_err(|error| error.code())?;
                let bytes = kept.map(|kept| kept.bytes).unwrap_or_default();
                self.authors.entry(author).or_insert(Author::said_by(bytes))
            }
        };
        // A role that the authority did not give is none; and a device speaks for nobody of another organisation.
        let role =
            if author.roles.contains(&header.role) && author.organisation == Some(organisation) {
                header.role.get()
            } else {
                NO_ROLE
            };
        Ok(Authored {
            role,
            changes: envelope.changes.clone(),
            by: Some(By {
                certificate: author.certificate.clone(),
                saved_at_ms: envelope
                    .saves()
                    .map(|(_, saved_at_ms)| saved_at_ms)
                    .collect(),
                clock_off_ms: header.clock_uncertainty_ms,
            }),
        })
    }

    async fn organisation(&mut self, device: DeviceId) -> Result<OrganisationId, Waits> {
        if let Some(known) = self.devices.get(&device) {
            return Ok(*known);
        }
        let found = self
            .readers
            .read(move |store| {
                let known = store.device(device)?.ok_or(Trouble::Unreadable)?;
                organisation(store, known.site)
            })
            .await
            .map_err(|error| error.code())?;
        self.devices.insert(device, found);
        Ok(found)
    }

    async fn place(&self, document: DocumentId, device: DeviceId) -> Result<Place, Waits> {
        self.readers
            .read(move |store| place(store, document, device))
            .await
            .map_err(|error| error.code())
    }

    async fn write(&mut self, sound: Sound) -> Result<(), Waits> {
        if sound.envelopes.is_empty() {
            return Ok(());
        }
        let count = sound.envelopes.len();
        let published = self
            .writer
            .act(move |store| {
                store.publish_with_faces(&sound.envelopes, &sound.faces, &sound.entries)
            })
            .await
            .map_err(|error| error.code())?;
        published.map_err(|error| error.code())?;
        self.lines.look();
        tracing::debug!(count, "published");
        Ok(())
    }

    async fn set_aside(&mut self, row: LogRow, code: String) -> Result<(), Waits> {
        tracing::warn!(envelope = %row.envelope, device = %row.device, code, "set aside");
        let written = self
            .writer
            .act(move |store| set_aside(store, &row, &code))
            .await
            .map_err(|error| error.code())?;
        self.lines.look();
        written.map_err(|error| error.code())
    }
}

impl Author {
    fn said_by(bytes: Vec<u8>) -> Self {
        let certificate = SignedStaffCertificate::decode(&bytes).ok();
        let said = certificate.as_ref().map(SignedStaffCertificate::claimed);
        Self {
            roles: said.map(|said| said.roles.clone()).unwrap_or_default(),
            organisation: said.map(|said| said.organisation.id),
            certificate: Bytes::from(bytes),
        }
    }
}

impl Sound {
    /// The document of the envelope that was last found sound, and the envelope's number in it.
    fn last(&self) -> Option<(DocumentId, u64)> {
        self.envelopes.last().copied()
    }

    fn add(&mut self, row: &LogRow, not_in_force: u32) {
        let mut detail = row.envelope.to_string();
        if not_in_force > 0 {
            detail = format!("{detail} not_in_force={not_in_force}");
        }
        self.envelopes.push((row.document, row.doc_seq));
        self.entries
            .push(entry(row, "envelope.published", detail, now_ms()));
    }
}

/// The envelopes of one document together, documents in the order in which they were first accepted.
fn by_document(waiting: Vec<LogRow>) -> Vec<LogRow> {
    let mut first = BTreeMap::new();
    for row in &waiting {
        first.entry(row.document).or_insert(row.accept_seq);
    }
    let mut waiting = waiting;
    waiting.sort_by_key(|row| (first.get(&row.document).copied(), row.doc_seq));
    waiting
}

fn place(store: &HubStore, document: DocumentId, device: DeviceId) -> Result<Place, Trouble> {
    let home = store.device(device)?.ok_or(Trouble::Unreadable)?.site;
    let shelves = store.shelves_of(document)?;
    let carried = shelves.contains(&ShelfId::of_site(home));
    let not_theirs = match document.sheet.kind() {
        SheetId::LOCAL_KIND if document.sheet != SheetId::local_to(organisation(store, home)?) => {
            Some(OTHER_ORGANISATION)
        }
        // Or it would come onto the shelf of whoever thought of its name first.
        SheetId::RESTRICTED_KIND if document.sheet != SheetId::restricted_by(home) && !carried => {
            Some(OTHER_SITE)
        }
        _ => None,
    };
    Ok(Place {
        outside_shelf: !shelves.is_empty() && !carried,
        not_theirs,
    })
}

fn organisation(store: &HubStore, site: SiteId) -> Result<OrganisationId, Trouble> {
    let (_, organisation) = store.site(site)?.ok_or(Trouble::Unreadable)?;
    Ok(organisation.id)
}

fn set_aside(store: &mut HubStore, row: &LogRow, code: &str) -> Result<(), PublishError> {
    let at_ms = now_ms();
    let detail = format!("{} {code}", row.envelope);
    store.quarantine_accepted(
        row.document,
        row.doc_seq,
        &Reason { code, at_ms },
        &entry(row, "envelope.quarantined", detail, at_ms),
    )
}

fn entry(row: &LogRow, act: &str, detail: String, at_ms: i64) -> AuditEntry {
    AuditEntry {
        at_ms,
        staff: None,
        act: act.to_owned(),
        record: Some(row.document.record),
        detail,
    }
}

/// A code of the reading room as it is written down. The hub accepted only what builds on what it has, so what is
/// missing there was set aside; and what is no code must not reach a log.
fn reason(code: &str) -> &str {
    let plain = code
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.'));
    if code == MISSING_DEPENDENCY {
        RefusalCode::DEPENDS_ON_QUARANTINED.code()
    } else if plain && !code.is_empty() && code.len() <= MAX_CODE_BYTES {
        code
    } else {
        DIED
    }
}
