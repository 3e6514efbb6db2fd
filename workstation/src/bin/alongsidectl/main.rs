//! Everything a person can do in the window, without one.
//!
//! Results go to standard output, as words or with `--json` for machines; errors go to standard error with a stable code.
//! Exit status 1: refused; 2: not understood.

mod files;
mod home;
mod line;
mod print;
mod secrets;

use clap::Parser;
use line::{Entry, Line, Verb};
use print::words;
use secrets::pin;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use workstation::api::{Base64, ImportFile, Outcome, Reply, Request, Withhold};
use workstation::{Refused, Workplace, use_ring};

/// Why a verb did not come to an end: a stable code and words.
pub(crate) struct Stopped {
    code: String,
    words: String,
    status: u8,
}

impl Stopped {
    pub(crate) fn usage(words: &str) -> Self {
        Self {
            code: "usage".to_owned(),
            words: words.to_owned(),
            status: 2,
        }
    }
}

fn main() -> ExitCode {
    use_ring();
    // What a panic says could be a person's words.
    std::panic::set_hook(Box::new(|_| {}));
    let line = Line::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let json = line.json;
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(line)),
        Err(_) => Err(Stopped {
            code: "system.no_runtime".to_owned(),
            words: "The system gives no threads.".to_owned(),
            status: 1,
        }),
    };
    match done {
        Ok(value) => {
            let text = if json {
                value.to_string()
            } else {
                words(&value)
            };
            let written = writeln!(std::io::stdout(), "{text}");
            if written.is_ok() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(stopped) => {
            let text = if json {
                json!({ "error": { "code": stopped.code, "words": stopped.words } }).to_string()
            } else {
                format!("{}: {}", stopped.code, stopped.words)
            };
            // With nowhere left to say it, the exit status says it.
            let _written = writeln!(std::io::stderr(), "{text}");
            ExitCode::from(stopped.status)
        }
    }
}

async fn run(line: Line) -> Result<Value, Stopped> {
    let workplace = Workplace::at(&line.store, Box::new(|_| {}));
    let ask = async |request| reply(workplace.ask(request).await);
    match line.verb {
        verb @ Verb::Enrol { .. } => {
            std::fs::create_dir_all(&line.store)
                .map_err(|_| Stopped::usage("The folder cannot be made."))?;
            ask(home::enrol(verb)?).await
        }
        Verb::Staff => ask(Request::Start).await,
        verb @ (Verb::Recover { .. } | Verb::BeginAgain { .. }) => {
            ask(home::with_sheet(&workplace, verb).await?).await
        }
        Verb::SignIn { staff, code } => {
            let pin = pin()?;
            let id = staff_id(&workplace, &staff).await?;
            match code {
                Some(code) => {
                    ask(Request::FirstSignIn {
                        staff: id,
                        code,
                        pin,
                    })
                    .await
                }
                None => ask(Request::SignIn { staff: id, pin }).await,
            }
        }
        verb => {
            let staff = workplace.last_staff().ok_or_else(|| Stopped {
                code: "sign_in.signed_out".to_owned(),
                words: "Nobody has signed in here yet: use sign-in first.".to_owned(),
                status: 1,
            })?;
            let signed_in = ask(Request::SignIn { staff, pin: pin()? }).await;
            // What ends a lease's wait is to hear from the region.
            let may_share = |code: &str| code == Refused::LeaseOver.code();
            match (signed_in, &verb) {
                (Err(stopped), Verb::Sync) if may_share(&stopped.code) => {}
                (signed_in, _) => drop(signed_in?),
            }
            match verb {
                Verb::Sync => workplace
                    .share_now()
                    .await
                    .map(|report| {
                        json!({ "sent": report.sent, "received": report.received, "refused": report.refused,
                                "round_trips": report.rounds, "bytes_up": report.bytes_up, "bytes_down": report.bytes_down,
                                "differing": report.differing,
                                "audit_rows": report.audit_rows, "audit_bytes": report.audit_bytes,
                                "audit_refused": report.audit_refused,
                                "pieces_sent": report.pieces_sent, "pieces_received": report.pieces_received,
                                "pieces_refused": report.pieces_refused, "pieces_left": report.pieces_left,
                                "records": report.news.iter().map(ToString::to_string).collect::<Vec<_>>() })
                    })
                    .map_err(|refused| Stopped { code: refused.code(), words: refused.to_string(), status: 1 }),
                Verb::Fetch { record, entry, to } => {
                    match workplace.ask(Request::OpenAttachment { record, entry }).await {
                        Outcome::Done { reply: Reply::Attachment { media_type, title, base64 } } => {
                            let bytes = files::write_new(&to, &base64.0)?;
                            Ok(json!({ "title": title, "media_type": media_type, "bytes": bytes }))
                        }
                        other => reply(other),
                    }
                }
                Verb::Ask => ask_all(&workplace).await,
                Verb::Colleague(verb) => ask(home::colleague(&workplace, verb).await?).await,
                Verb::HomeFile { to } => {
                    let workplace = workplace.saving_to(to);
                    reply(workplace.ask(Request::SaveHomeFile).await)
                }
                verb @ (Verb::RecoverySheet
                | Verb::Backup { .. }
                | Verb::BringBack { .. }
                | Verb::Join { .. }) => ask(home::at_desk(verb)?).await,
                Verb::Resolve(entry) => {
                    let open = open_entries(&workplace, &entry).await?;
                    ask(entry_request(entry, open)?).await
                }
                Verb::Export { record } => match workplace.ask(Request::Export { record }).await {
                    Outcome::Done { reply: Reply::Export { text } } => {
                        serde_json::from_str(&text).map_err(|_| Stopped::usage("The export cannot be read."))
                    }
                    other => reply(other),
                },
                verb => ask(request(verb)?).await,
            }
        }
    }
}

fn request(verb: Verb) -> Result<Request, Stopped> {
    Ok(match verb {
        Verb::People { search } => Request::everyone(search),
        Verb::Today => Request::Today { all_news: true },
        Verb::Task {
            record,
            entry,
            state,
            because,
        } => Request::AnswerTask {
            record,
            entry,
            state,
            because,
        },
        Verb::Round { records } => Request::PlanRound { records },
        Verb::GetReady => Request::GetReady,
        Verb::New {
            family,
            given,
            practice,
            born,
            nhs_number,
        } => Request::NewPerson {
            family_name: family,
            given_names: given,
            practice_name: practice,
            birth_date: born,
            nhs_number,
        },
        Verb::Show { record, at: None } => Request::Record { record },
        Verb::Show {
            record,
            at: Some(at),
        } => Request::AsItStood { record, at },
        Verb::Glance { record } => Request::Glance { record },
        Verb::Timeline { record } => Request::Timeline { record },
        Verb::Charts { record } => Request::Charts { record },
        Verb::Set {
            record,
            field,
            value,
            answer,
            basis,
        } => Request::Set {
            record,
            field,
            text: value.unwrap_or_default(),
            answer,
            comment: None,
            basis,
        },
        Verb::Decide(entry) => entry_request(entry, Vec::new())?,
        Verb::Note { record, text } => Request::note(record, text),
        Verb::Attach {
            record,
            file,
            title,
            kind,
            location,
        } => {
            let (media_type, base64) = files::read(&file)?;
            Request::Attach {
                record,
                title,
                document_kind: kind,
                media_type: media_type.to_owned(),
                location,
                base64: Base64(base64),
            }
        }
        Verb::KeepPapers { record, off } => Request::KeepPapers { record, keep: !off },
        Verb::Conflicts { record } => Request::TwoVersions { record },
        Verb::BreakGlass {
            nhs_number,
            family: family_name,
            born: birth_date,
            reason,
        } => Request::BreakGlass {
            nhs_number,
            family_name,
            birth_date,
            reason,
        },
        Verb::WhoLooked { record } => Request::WhoLooked { record },
        Verb::History { record, line } => Request::History { record, line },
        Verb::Status => Request::Connection,
        Verb::Import { files } => Request::Import {
            files: read_all(&files)?,
        },
        Verb::Policy {
            line: Some(line),
            role: Some(role),
            to: right,
        } => Request::Tighten { line, role, right },
        Verb::Policy { .. } => Request::Policy,
        Verb::Doctor => Request::ThisComputer,
        Verb::Enrol { .. }
        | Verb::SignIn { .. }
        | Verb::Staff
        | Verb::Sync
        | Verb::Resolve(_)
        | Verb::Ask
        | Verb::Colleague(_)
        | Verb::Recover { .. }
        | Verb::BeginAgain { .. }
        | Verb::RecoverySheet
        | Verb::Backup { .. }
        | Verb::BringBack { .. }
        | Verb::HomeFile { .. }
        | Verb::Join { .. }
        | Verb::Fetch { .. }
        | Verb::Export { .. } => {
            return Err(Stopped::usage("This verb stands alone."));
        }
    })
}

/// Answers each line of standard input with a line of its own, and goes on after a refusal.
async fn ask_all(workplace: &Workplace) -> Result<Value, Stopped> {
    let (mut asked, mut refused) = (0_u32, 0_u32);
    for line in std::io::stdin().lines() {
        let line = line.map_err(|_| Stopped::usage("The requests cannot be read."))?;
        let request: Request =
            serde_json::from_str(&line).map_err(|_| Stopped::usage("A line is no request."))?;
        let outcome = workplace.ask(request).await;
        asked += 1;
        refused += u32::from(matches!(outcome, Outcome::Failed { .. }));
        let answer = serde_json::to_string(&outcome)
            .map_err(|_| Stopped::usage("The answer cannot be written."))?;
        writeln!(std::io::stdout(), "{answer}")
            .map_err(|_| Stopped::usage("The answer cannot be written."))?;
    }
    if refused == 0 {
        return Ok(json!({ "asked": asked }));
    }
    Err(Stopped {
        code: "ask.refused".to_owned(),
        words: format!("{refused} of {asked} were refused; the answers say why."),
        status: 1,
    })
}

/// The value goes to the kind's key part.
fn entry_request(entry: Entry, also_supersedes: Vec<String>) -> Result<Request, Stopped> {
    let mut body = BTreeMap::new();
    if let Some(value) = entry.value {
        let key = care_record_key_part(&entry.kind)
            .ok_or_else(|| Stopped::usage("There is no such kind of entry."))?;
        body.insert(key.to_owned(), value);
    }
    for part in entry.parts {
        let (name, words) = part
            .split_once('=')
            .ok_or_else(|| Stopped::usage("A part is NAME=WORDS."))?;
        body.insert(name.to_owned(), words.to_owned());
    }
    let mut supersedes = entry.supersedes;
    supersedes.extend(also_supersedes);
    Ok(Request::Enter {
        record: entry.record,
        entry_kind: entry.kind,
        body,
        supersedes,
        confirms: entry.confirms,
        error_of: entry.error_of,
        basis: entry.basis,
        effective: entry.effective,
        comment: entry.comment,
        answer: entry.answer,
        suggested: entry.suggest,
        withhold: entry.withhold.map(|ask| {
            Box::new(Withhold {
                say_so: !entry.withhold_silently,
                ask,
                why: entry.withhold_why,
                reviewer: String::new(),
                review: String::new(),
            })
        }),
    })
}

fn care_record_key_part(kind: &str) -> Option<&'static str> {
    care_record::entry_kind(kind)?
        .parts
        .iter()
        .find(|part| part.required)
        .map(|part| part.name)
}

/// The ids of all that are open in the disagreement to be settled.
async fn open_entries(workplace: &Workplace, entry: &Entry) -> Result<Vec<String>, Stopped> {
    match workplace
        .ask(Request::TwoVersions {
            record: Some(entry.record.clone()),
        })
        .await
    {
        Outcome::Done {
            reply: Reply::TwoVersions { open },
        } => {
            let ids = open
                .into_iter()
                .filter(|one| one.line == entry.kind)
                .flat_map(|one| one.values);
            let ids: Vec<String> = ids.map(|value| value.id).collect();
            if ids.is_empty() {
                return Err(Stopped {
                    code: "resolve.nothing_open".to_owned(),
                    words: "Nobody disagrees on this.".to_owned(),
                    status: 1,
                });
            }
            Ok(ids)
        }
        other => Err(reply(other)
            .err()
            .unwrap_or_else(|| Stopped::usage("The answer cannot be read."))),
    }
}

async fn staff_id(workplace: &Workplace, name: &str) -> Result<String, Stopped> {
    match workplace.ask(Request::Start).await {
        Outcome::Done {
            reply: Reply::Start(start),
        } => {
            let found = start
                .tiles
                .into_iter()
                .find(|tile| tile.staff == name || tile.name == name);
            found.map(|tile| tile.staff).ok_or_else(|| Stopped {
                code: "sign_in.unknown_staff".to_owned(),
                words: "Nobody of that name works here.".to_owned(),
                status: 1,
            })
        }
        other => Err(reply(other)
            .err()
            .unwrap_or_else(|| Stopped::usage("The answer cannot be read."))),
    }
}

fn reply(outcome: Outcome) -> Result<Value, Stopped> {
    match outcome {
        Outcome::Done { reply } => serde_json::to_value(&reply)
            .map_err(|_| Stopped::usage("The answer cannot be written.")),
        Outcome::Failed { error } => Err(Stopped {
            words: format!("{} {} {}", error.happened, error.safe, error.to_do),
            code: error.code,
            status: 1,
        }),
    }
}

fn read_all(places: &[PathBuf]) -> Result<Vec<ImportFile>, Stopped> {
    let mut files = Vec::new();
    for place in places {
        let mut found = if place.is_dir() {
            let listed = std::fs::read_dir(place)
                .map_err(|_| Stopped::usage("The folder cannot be read."))?;
            listed
                .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                .filter(|path| path.is_file())
                .collect()
        } else {
            vec![place.clone()]
        };
        found.sort();
        for path in found {
            let bytes =
                std::fs::read(&path).map_err(|_| Stopped::usage("A file cannot be read."))?;
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            files.push(ImportFile {
                name,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            });
        }
    }
    Ok(files)
}
