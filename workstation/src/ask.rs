//! Every request and what is done about it: one exhaustive match, each arm one call.

mod attach;
mod connection;
mod home;
mod looking;
mod own;
mod paper;
mod practice;
mod story;
mod suggestion;
mod today;
mod write;

use crate::api::{People, PeopleFilter, Reply, Request, Start, TightenedLine, Tile};
use crate::desk::{Desk, choose_pin, key_file_place, open};
use crate::error::Refused;
use crate::keys::KeyFile;
use crate::show::{self, Viewer};
use crate::surroundings::{now_here, now_ms};
use crate::workplace::Workplace;
use crate::{import, join};
use care_record::{RecordId, Right, computed};
use chrono::DateTime;
pub(crate) use home::HOME_FILE;
use paper::{Glanced, glanced};
pub(crate) use practice::{Practice, clear_practice};

/// Seconds without a key press after which the screen locks.
const LOCK_AFTER_S: u32 = 180;
/// Rows of a list of people.
pub(crate) const MOST_PEOPLE: usize = 5_000;

impl Workplace {
    /// What this very computer answers, whoever practises meanwhile.
    async fn answer_here(&self, request: Request) -> Result<Reply, Refused> {
        match request {
            Request::Start => self.start(),
            Request::Enrol { hub, code, name } => {
                join::join(self.folder(), &hub, &code, &name).await?;
                self.start()
            }
            Request::BeginHome { .. }
            | Request::AddColleague { .. }
            | Request::EndColleague { .. }
            | Request::NewPin { .. }
            | Request::MakeRecoverySheet { .. }
            | Request::Recover { .. }
            | Request::BackUp { .. }
            | Request::BringBack { .. }
            | Request::BeginAgain { .. }
            | Request::SaveHomeFile
            | Request::JoinRegion { .. } => self.home(request).await,
            Request::FirstSignIn { staff, code, pin } => {
                self.first_sign_in(&staff, &code, &pin).await
            }
            Request::SignIn { staff, pin } => {
                let signed_in = open(self.folder(), &mut self.desk(), &staff, &pin);
                // Where the store opened and she was not let in, the region may say why, or put it right.
                self.let_in();
                signed_in?;
                self.start()
            }
            Request::Lock => {
                self.lock();
                self.start()
            }
            Request::Connection => self.connection().map(Reply::Connection),
            Request::ShareNow => {
                self.share_now().await?;
                self.connection().map(Reply::Connection)
            }
            Request::People {
                search,
                filters,
                most,
            } => self.people(&search, &filters, most),
            Request::Glance { record } => self.glance(&record),
            Request::BreakGlass { .. } => self.break_glass(request).await,
            Request::Printed { record, what } => self.printed(&record, &what),
            Request::WhoLooked { record } => self.who_looked(&record),
            Request::AsItStood { record, at } => self.at_desk(|desk| {
                let id = record_id(&record)?;
                let at = DateTime::parse_from_rfc3339(&at)
                    .map_err(|_| Refused::NotUnderstood("the moment"))?;
                let roles = &desk.session()?.roles;
                let view = desk.record(id)?.view_at(at.timestamp_millis(), roles);
                desk.note_view(id, "record.past_viewed")?;
                viewing(desk, |viewer| {
                    Reply::Record(Box::new(show::page(&view, None, &[], false, viewer)))
                })
            }),
            Request::Record { record } => self.at_desk(|desk| {
                let id = record_id(&record)?;
                let view = desk.view_for(id, &desk.session()?.roles)?;
                let others = desk.possible_duplicates(id)?;
                desk.note_view(id, "record.viewed")?;
                let person = desk.store.person(crate::desk::wire_id(id))?;
                let keeps_papers = desk.store.keeps_papers(crate::desk::wire_id(id))?;
                viewing(desk, |viewer| {
                    Reply::Record(Box::new(show::page(
                        &view,
                        person.as_ref(),
                        &others,
                        keeps_papers,
                        viewer,
                    )))
                })
            }),
            Request::History { record, line } => self.at_desk(|desk| {
                let id = record_id(&record)?;
                let loaded = desk.record(id)?;
                desk.note_view(id, "record.history_viewed")?;
                viewing(desk, |viewer| Reply::History {
                    lines: show::history(&loaded, &line, viewer),
                })
            }),
            Request::TwoVersions { record } => self.two_versions(record.as_deref()),
            Request::NewPerson {
                family_name,
                given_names,
                practice_name,
                birth_date,
                nhs_number,
            } => self.new_person(
                &family_name,
                &given_names,
                &practice_name,
                &birth_date,
                &nhs_number,
            ),
            Request::Set {
                record,
                field,
                text,
                answer,
                comment,
                basis,
            } => {
                let (answer, basis) = (answer.as_deref(), basis.as_deref());
                self.set(&record, &field, &text, answer, comment, basis)
            }
            Request::Enter { .. } => self.enter(request),
            Request::TakeUp { record, suggestion } => self.take_up(&record, &suggestion),
            Request::TurnDown { record, suggestion } => self.turn_down(&record, &suggestion),
            Request::Attach {
                record,
                title,
                document_kind,
                media_type,
                location,
                base64,
            } => {
                let parts = [
                    ("title", title),
                    ("kind", document_kind),
                    ("media_type", media_type),
                    ("location", location),
                ];
                self.attach(&record, parts, &base64)
            }
            Request::OpenAttachment { record, entry } => self.open_attachment(&record, &entry),
            Request::SaveAttachment { record, entry } => self.save_attachment(&record, &entry),
            Request::KeepPapers { record, keep } => self.keep_papers(&record, keep),
            Request::Import { files } => import::import(self, &files).map(Reply::Import),
            Request::Export { record } => self.at_desk(|desk| {
                let id = record_id(&record)?;
                let view = desk.view_for(id, &desk.session()?.roles)?;
                if computed::release(&view) == computed::Release::Stopped {
                    return Err(Refused::ConsentStops);
                }
                desk.note_view(id, "record.exported")?;
                // A home alone shares with nobody: nothing of it waits.
                let text = if desk.is_alone() {
                    exchange::export::document(&view)
                } else {
                    exchange::export::document_here(&view)
                };
                Ok(Reply::Export { text })
            }),
            Request::Policy => self.at_desk(|desk| policy(desk)),
            Request::Tighten { line, role, right } => self.at_desk(|desk| {
                let role = role
                    .parse()
                    .map_err(|_| Refused::NotUnderstood("the role"))?;
                let right = match right.as_str() {
                    "table" => None,
                    name => {
                        Some(Right::from_name(name).ok_or(Refused::NotUnderstood("the right"))?)
                    }
                };
                desk.tighten(&line, role, right)?;
                policy(desk)
            }),
            Request::ThisComputer => self.this_computer(),
            Request::Today { .. }
            | Request::AnswerTask { .. }
            | Request::PlanRound { .. }
            | Request::GetReady => self.today(request).await,
            Request::Timeline { record } => self.timeline(&record),
            Request::Charts { record } => self.charts(&record),
            Request::PrintHead { record, what } => self.print_head(record.as_deref(), &what),
            Request::CheckPaper { code } => self.check_paper(&code),
            Request::Audit => self.audit(),
            Request::Looks
            | Request::SetLooks { .. }
            | Request::Unfinished
            | Request::KeepUnfinished { .. } => self.own(request),
            Request::Practise { on } => self.practise(on),
        }
    }

    pub(crate) fn start(&self) -> Result<Reply, Refused> {
        let place = key_file_place(self.folder());
        if !place.exists() {
            return Ok(Reply::Start(Start {
                joined: false,
                ended: false,
                alone: false,
                practice: false,
                reads_care: false,
                lets_in: false,
                reads_audit: false,
                breaks_glass: false,
                site: String::new(),
                tiles: Vec::new(),
                signed_in: None,
                lock_after_s: LOCK_AFTER_S,
            }));
        }
        let keys = KeyFile::read(&place)?;
        let held = self.desk();
        let session = held.as_ref().and_then(|desk| desk.session().ok());
        let signed_in = session
            .and_then(|session| keys.find(&session.staff.to_string()))
            .map(tile);
        let here = keys.staff.iter();
        let mut staff: Vec<_> = here.filter(|staff| !staff.is_over(now_ms())).collect();
        staff.sort_by_key(|staff| (std::cmp::Reverse(staff.last_ms), staff.name.clone()));
        Ok(Reply::Start(Start {
            joined: !keys.ended,
            ended: keys.ended,
            alone: keys.region_url.is_empty(),
            practice: self.is_practice(),
            reads_care: session.is_some_and(|session| session.has(care_record::may_read_care)),
            // Nobody real is let in where everybody is invented.
            lets_in: !self.is_practice()
                && session.is_some_and(|session| session.has(care_record::may_let_in)),
            reads_audit: session.is_some_and(|session| session.has(care_record::may_read_audit)),
            breaks_glass: !keys.region_url.is_empty()
                && session.is_some_and(|session| session.has(care_record::may_break_glass)),
            site: keys.site.clone(),
            tiles: staff.into_iter().map(tile).collect(),
            signed_in,
            lock_after_s: LOCK_AFTER_S,
        }))
    }

    async fn first_sign_in(&self, staff: &str, code: &str, pin: &str) -> Result<Reply, Refused> {
        let (keys, secret) = crate::desk::keys_and_secret(self.folder())?;
        let staff = keys.find(staff).ok_or(Refused::UnknownStaff)?.staff.clone();
        // Before the code is spent: a PIN that is too short must not cost it.
        crate::desk::check_pin(pin)?;
        let (key, certificate) = join::first_sign_in(&keys, &secret, &staff, code).await?;
        choose_pin(
            self.folder(),
            &mut self.desk(),
            &key,
            &certificate,
            &staff,
            pin,
        )?;
        self.let_in();
        self.start()
    }

    /// At a glance, of a record that is looked after here or that is open in an emergency.
    fn glance(&self, record: &str) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let id = record_id(record)?;
            let Glanced { view, paper, open } = glanced(desk, id)?;
            desk.note_view(id, "record.glanced")?;
            let person = desk.store.person(crate::desk::wire_id(id))?;
            viewing(desk, |viewer| {
                let head = show::print_head(&paper, &desk.keys.site, viewer);
                let mut glance = show::glance(&view, person.as_ref(), head, viewer);
                if let Some(open) = &open {
                    glance.banner = show::in_emergency(glance.banner, open, viewer);
                }
                Reply::Glance(Box::new(glance))
            })
        })
    }

    fn people(
        &self,
        search: &str,
        filters: &[PeopleFilter],
        most: Option<u32>,
    ) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            desk.search_goes_on(search)?;
            desk.store.close_opened(now_ms())?;
            let opened = desk.all_opened()?;
            let everyone = desk.store.people("", MOST_PEOPLE)?;
            let found = desk.store.found(search)?;
            let most = most.and_then(|most| usize::try_from(most).ok());
            let wanted = show::Wanted {
                found: &found,
                filters,
                most: most.unwrap_or(MOST_PEOPLE),
            };
            viewing(desk, |viewer| {
                Reply::People(Box::new(People {
                    opened,
                    ..show::people(&everyone, &wanted, viewer)
                }))
            })
        })
    }

    fn two_versions(&self, record: Option<&str>) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let records: Vec<RecordId> = match record {
                Some(record) => vec![record_id(record)?],
                None => {
                    let people = desk.store.people("", MOST_PEOPLE)?;
                    let in_dispute = people
                        .iter()
                        .filter(|person| person.card.conflicts_count > 0 && !person.is_face);
                    in_dispute
                        .map(|person| crate::desk::care_id(person.card.record))
                        .collect()
                }
            };
            let mut open = Vec::new();
            for id in records {
                let view = desk.view_for(id, &desk.session()?.roles)?;
                desk.note_view(id, "record.versions_viewed")?;
                open.extend(viewing(desk, |viewer| show::two_versions(&view, viewer))?);
            }
            Ok(Reply::TwoVersions { open })
        })
    }
}

/// Shows something to whoever is signed in, now.
fn viewing<T>(desk: &Desk, show: impl FnOnce(&Viewer<'_>) -> T) -> Result<T, Refused> {
    let last = desk.store.last_completed_sync(&desk.link.url)?;
    let viewer = Viewer {
        session: desk.session()?,
        now: now_here(),
        shared_at_ms: last.map(|sync| sync.completed_at_ms),
        policy: desk.policy()?,
        region: &desk.link.region_name,
        alone: desk.is_alone(),
    };
    Ok(show(&viewer))
}

/// What is allowed less of here.
fn policy(desk: &Desk) -> Result<Reply, Refused> {
    let policy = desk.policy()?;
    let rows = policy.tightened().map(|(line, role, right)| TightenedLine {
        line: line.to_owned(),
        role: role.name().to_owned(),
        right: right.name().to_owned(),
    });
    Ok(Reply::Policy {
        rows: rows.collect(),
    })
}

fn tile(staff: &crate::keys::StaffKey) -> Tile {
    Tile {
        staff: staff.staff.clone(),
        name: staff.name.clone(),
        role: staff.role.clone(),
        has_pin: staff.wrapped.is_some(),
        until: staff.until_ms.map_or_else(String::new, |until_ms| {
            format!("Until {}", show::when(until_ms, &now_here()))
        }),
    }
}

pub(crate) fn record_id(text: &str) -> Result<RecordId, Refused> {
    text.parse().map_err(|_| Refused::UnknownRecord)
}
