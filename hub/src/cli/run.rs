//! From a verb to what is done.

use serde_json::{Value, json};
use store::audit::AuditChain;
use store::hub::{AuditIncident, SecuredBy};

use super::{
    Answer, Cli, DeviceVerb, Org, RecordVerb, Refusal, Secured, SiteVerb, StaffVerb, Verb, audit,
    glass, quarantine,
};
use crate::admin::{self, Admin, AdminError, Audience, NewStaff, StaffInvitation, TakenIn};
use crate::clock::{in_words, now_ms};
use crate::data::DataFolder;
use crate::serve::{self, Serve, ServeError};

impl From<AdminError> for Refusal {
    fn from(error: AdminError) -> Self {
        Self {
            code: error.code(),
            sentence: error.to_string(),
        }
    }
}

impl From<ServeError> for Refusal {
    fn from(error: ServeError) -> Self {
        Self {
            code: error.code(),
            sentence: error.to_string(),
        }
    }
}

/// Does what the command line says; nothing is answered where a verb has printed its own answer.
///
/// # Errors
/// When it is refused.
pub fn run(cli: &Cli) -> Result<Option<Answer>, Refusal> {
    let data = DataFolder::at(&cli.data);
    let answer = match &cli.verb {
        Verb::Init { region, secured_by } => init(&data, region, *secured_by)?,
        Verb::Serve {
            listen,
            reading_room,
            newest_protocol,
        } => {
            let serve = Serve {
                data,
                listen: *listen,
                reading_room: reading_room.clone(),
                newest_protocol: *newest_protocol,
                json: cli.json,
            };
            serve::run(&serve)?;
            return Ok(None);
        }
        Verb::Restore { from } => {
            let epoch = admin::restore(&data, from, now_ms())?;
            Answer::new(
                format!(
                    "Restored. The epoch is now {epoch}; devices give back what the backup lacks."
                ),
                json!({ "epoch": epoch }),
            )
        }
        Verb::Org(verb) => org(&mut Admin::open(&data)?, verb)?,
        Verb::Site(verb) => site(&mut Admin::open(&data)?, verb)?,
        Verb::Staff(verb) => staff(&mut Admin::open(&data)?, verb)?,
        Verb::Device(verb) => device(&mut Admin::open(&data)?, verb)?,
        Verb::Record(verb) => record(&mut Admin::open(&data)?, verb)?,
        Verb::Quarantine(verb) => quarantine::run(&mut Admin::open(&data)?, verb)?,
        Verb::BreakGlass(verb) => glass::run(&mut Admin::open(&data)?, verb)?,
        Verb::Audit(words) => audit::run(&Admin::open(&data)?, words)?,
        Verb::Backup { to } => {
            let to = Admin::open(&data)?.back_up(to, now_ms())?;
            Answer::new(
                format!("Written to {}. It is as secret as the hub.", to.display()),
                json!({ "backup": to.display().to_string() }),
            )
        }
        Verb::Doctor => doctor(&Admin::open(&data)?)?,
        Verb::Report => report(&Admin::open(&data)?)?,
    };
    Ok(Some(answer))
}

fn init(data: &DataFolder, region: &str, secured_by: Secured) -> Result<Answer, AdminError> {
    let secured_by = match secured_by {
        Secured::Commit => SecuredBy::Commit,
        Secured::Backup => SecuredBy::Backup,
    };
    let made = admin::set_up(data, region, secured_by, now_ms())?;
    Ok(Answer {
        lines: vec![
            format!("{region} is set up."),
            format!("authority    {}", made.authority),
            format!("fingerprint  {}", made.fingerprint),
        ],
        json: json!({
            "region": region,
            "authority": made.authority.to_string(),
            "fingerprint": made.fingerprint.to_string(),
        }),
        sound: true,
    })
}

fn org(admin: &mut Admin, verb: &Org) -> Result<Answer, AdminError> {
    let Org::Add { name, ods } = verb;
    let id = admin.add_organisation(name, ods.as_deref(), now_ms())?;
    Ok(Answer::new(
        format!("organisation {id}"),
        json!({ "organisation": id.to_string() }),
    ))
}

fn site(admin: &mut Admin, verb: &SiteVerb) -> Result<Answer, AdminError> {
    match verb {
        SiteVerb::Add {
            organisation,
            name,
            ods,
        } => {
            let id = admin.add_site(*organisation, name, ods.as_deref(), now_ms())?;
            Ok(Answer::new(
                format!("site {id}"),
                json!({ "site": id.to_string() }),
            ))
        }
        SiteVerb::TakeIn { file } => {
            let bytes = std::fs::read(file).map_err(|error| AdminError::Folder(error.kind()))?;
            Ok(taken_in(&admin.take_in(&bytes, now_ms())?))
        }
    }
}

fn taken_in(home: &TakenIn) -> Answer {
    let mut lines = vec![
        format!(
            "{} of {} is taken in.",
            home.site.name, home.organisation.name
        ),
        format!("site {}", home.site.id),
    ];
    let staff = home.staff.iter();
    lines.extend(staff.clone().map(|staff| {
        let registration = staff.registration.as_deref().unwrap_or("-");
        let (roles, until) = (staff.roles.join(", "), in_words(staff.until_ms));
        format!(
            "staff {}  {}  {roles}  {registration}  until {until}",
            staff.staff, staff.name
        )
    }));
    Answer {
        lines,
        json: json!({
            "organisation": home.organisation.id.to_string(),
            "site": home.site.id.to_string(),
            "staff": staff.map(|staff| json!({
                "staff": staff.staff.to_string(),
                "name": staff.name,
                "roles": staff.roles,
                "registration": staff.registration,
                "until": in_words(staff.until_ms),
            })).collect::<Vec<_>>(),
        }),
        sound: true,
    }
}

fn staff(admin: &mut Admin, verb: &StaffVerb) -> Result<Answer, AdminError> {
    let now = now_ms();
    match verb {
        StaffVerb::Add {
            site,
            name,
            role,
            registration,
            valid_days,
        } => {
            let new = NewStaff {
                site: *site,
                name,
                roles: role,
                registration: registration.as_deref(),
                valid_days: *valid_days,
            };
            Ok(sign_in_code(&admin.add_staff(&new, now)?))
        }
        StaffVerb::Renew {
            staff,
            role,
            valid_days,
        } => {
            admin.renew_staff(*staff, role, *valid_days, now)?;
            Ok(Answer::new(
                format!("staff {staff} goes on for {valid_days} days"),
                json!({ "staff": staff.to_string() }),
            ))
        }
        StaffVerb::Invite { staff } => Ok(sign_in_code(&admin.invite_staff(*staff, now)?)),
        StaffVerb::End { staff } => {
            admin.end_staff(*staff, now)?;
            Ok(Answer::new(
                format!("staff {staff} has left"),
                json!({ "staff": staff.to_string() }),
            ))
        }
    }
}

fn sign_in_code(invitation: &StaffInvitation) -> Answer {
    let (staff, code) = (invitation.staff, invitation.code.dangerously_show());
    Answer {
        lines: vec![
            format!("staff {staff}"),
            format!("sign-in code {code} (once, within seven days)"),
        ],
        json: json!({ "staff": staff.to_string(), "code": code }),
        sound: true,
    }
}

fn device(admin: &mut Admin, verb: &DeviceVerb) -> Result<Answer, AdminError> {
    match verb {
        DeviceVerb::Invite { site, name } => {
            let invitation = admin.invite_device(*site, name.as_deref(), now_ms())?;
            let code = invitation.code.dangerously_show();
            Ok(Answer::new(
                format!("device code {code} (once, within seven days)"),
                json!({ "code": code }),
            ))
        }
        DeviceVerb::Revoke { device } => {
            admin.revoke_device(*device, now_ms())?;
            Ok(Answer::new(
                format!("device {device} is revoked"),
                json!({ "device": device.to_string() }),
            ))
        }
    }
}

fn record(admin: &mut Admin, verb: &RecordVerb) -> Result<Answer, AdminError> {
    let (record, documents, what) = match verb {
        RecordVerb::Share {
            record,
            site,
            restricted,
        } => {
            let audience = if *restricted {
                Audience::Restricted
            } else {
                Audience::Shared
            };
            let documents = admin.share(*record, *site, audience, now_ms())?;
            (record, documents, "shared")
        }
        RecordVerb::Unshare { record, site } => (
            record,
            admin.unshare(*record, *site, now_ms())?,
            "no longer shared",
        ),
    };
    let sheets: Vec<u8> = documents
        .iter()
        .map(|document| document.sheet.kind())
        .collect();
    Ok(Answer::new(
        format!("record {record}: {} sheets {what}", sheets.len()),
        json!({ "record": record.to_string(), "sheets": sheets }),
    ))
}

fn doctor(admin: &Admin) -> Result<Answer, AdminError> {
    let findings = admin.examine()?;
    let store = &findings.store;
    let audit_whole = matches!(store.audit, AuditChain::Whole { .. });
    let line =
        |what: &str, sound: bool| format!("{}  {what}", if sound { "sound" } else { "WRONG" });
    let mut lines = vec![
        line("structure of the store", store.bad_structure_count == 0),
        line("rows that name each other", store.orphans_count == 0),
        line("bytes of every save", store.altered_envelopes.is_empty()),
        line("chain of the audit", audit_whole),
        line("audits that devices told", store.altered_audits.is_empty()),
        line("folder closed to others", findings.closed_to_others),
        line("TLS key and certificate", findings.tls_usable),
        format!(
            "{:>5}  kept aside, for a person to look at",
            findings.quarantined
        ),
    ];
    lines.extend(store.altered_audits.iter().map(|(device, seq)| {
        format!("       device {device}: its audit was changed here at row {seq}")
    }));
    lines.extend(findings.audit_incidents.iter().map(|incident| {
        format!(
            "{}  device {}: its audit does not continue what is held of it at row {}; for the privacy officer",
            in_words(incident.noted_at_ms),
            incident.device,
            incident.seq
        )
    }));
    Ok(Answer {
        lines,
        json: json!({
            "sound": findings.is_sound(),
            "bad_structure": store.bad_structure_count,
            "orphans": store.orphans_count,
            "altered_envelopes": store.altered_envelopes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "audit_whole": audit_whole,
            "altered_audits": store.altered_audits.iter().map(audit::row_json).collect::<Vec<_>>(),
            "audit_incidents": findings.audit_incidents.iter().map(incident).collect::<Vec<_>>(),
            "closed_to_others": findings.closed_to_others,
            "tls_usable": findings.tls_usable,
            "quarantined": findings.quarantined,
        }),
        sound: findings.is_sound(),
    })
}

fn incident(incident: &AuditIncident) -> Value {
    json!({
        "device": incident.device.to_string(),
        "row": incident.seq,
        "noted_at_ms": incident.noted_at_ms,
    })
}

fn report(admin: &Admin) -> Result<Answer, AdminError> {
    let report = admin.report()?;
    let counts = [
        ("epoch", report.epoch),
        ("organisations", report.organisations as u64),
        ("sites", report.sites as u64),
        ("staff", report.staff as u64),
        ("devices", report.devices as u64),
        ("records", report.records as u64),
        ("documents", report.documents as u64),
        ("waiting", report.waiting as u64),
        ("quarantined", report.quarantined as u64),
        ("feed_entries", report.feed_entries),
        ("audit_rows", report.audit_rows),
        ("device_audit_rows", report.device_audit_rows),
        ("audit_incidents", report.audit_incidents as u64),
        ("broken_glass", report.broken_glass as u64),
    ];
    Ok(Answer {
        lines: counts
            .iter()
            .map(|(name, count)| format!("{count:>10}  {name}"))
            .collect(),
        json: counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), Value::from(*count)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        sound: true,
    })
}
