//! What may be typed.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// A care coordination record that works with no signal.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Line {
    /// The computer's folder.
    #[arg(long, env = "ALONGSIDE_STORE", value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// Machine-readable results.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Join this computer to a region, or set a home up that stands alone.
    Enrol {
        /// Address of the region.
        #[arg(long, required_unless_present = "alone")]
        hub: Option<String>,
        /// One-time code.
        #[arg(long, required_unless_present = "alone")]
        code: Option<String>,
        /// What this computer is called.
        #[arg(long, default_value = "This computer")]
        name: String,
        /// Set up a home that stands alone; its manager's PIN comes from ALONGSIDE_PIN or the terminal.
        #[arg(long, conflicts_with_all = ["hub", "code"], requires_all = ["home", "manager"])]
        alone: bool,
        /// What the home is called.
        #[arg(long)]
        home: Option<String>,
        /// The name of whoever runs the home.
        #[arg(long)]
        manager: Option<String>,
    },
    /// Colleagues at this computer, let in and seen off by a manager.
    #[command(subcommand)]
    Colleague(ColleagueVerb),
    /// Make a recovery sheet in place of the one before. It is printed once: keep it on paper, in a safe.
    RecoverySheet,
    /// Open the store with the recovery sheet (ALONGSIDE_RECOVERY or the terminal), and let a manager choose a PIN
    /// (ALONGSIDE_PIN).
    Recover {
        /// Name or id of the manager.
        #[arg(long)]
        staff: String,
    },
    /// Write a backup into a folder.
    Backup {
        /// The folder, such as one on another disk.
        #[arg(long)]
        to: PathBuf,
    },
    /// Write here what had not been shared when a backup was made; the recovery sheet comes from ALONGSIDE_RECOVERY or the
    /// terminal.
    BringBack {
        /// The folder of the backup.
        #[arg(long)]
        from: PathBuf,
    },
    /// Set up a home that stood alone once more, on another computer, from its backup and recovery sheet.
    BeginAgain {
        /// The folder of the backup.
        #[arg(long)]
        from: PathBuf,
        /// Name or id of the manager.
        #[arg(long)]
        manager: String,
        /// What this computer is called.
        #[arg(long, default_value = "This computer")]
        name: String,
    },
    /// Save the file with which a region takes in a home that stood alone.
    HomeFile {
        /// The folder it goes to.
        #[arg(long)]
        to: PathBuf,
    },
    /// Join a region with everything that was written while the home stood alone.
    Join {
        /// Address of the region.
        #[arg(long)]
        hub: String,
        /// One-time code.
        #[arg(long)]
        code: String,
    },
    /// Sign in; the PIN comes from ALONGSIDE_PIN or the terminal. Later verbs act as the same person.
    SignIn {
        /// Name or id.
        #[arg(long)]
        staff: String,
        /// One-time code of the first sign-in on this computer.
        #[arg(long)]
        code: Option<String>,
    },
    /// Who works here.
    Staff,
    /// The people cared for here.
    People {
        /// Any part of a name, date of birth, NHS number, room or postcode.
        #[arg(default_value = "")]
        search: String,
    },
    /// What is to be known and done now.
    Today,
    /// Take a task on, say that it is done, or that it is not taken on.
    Task {
        /// Record id.
        record: String,
        /// Entry id of the task.
        entry: String,
        /// accepted, done or declined.
        state: String,
        /// Why it is not taken on.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// Plan a round: whom to visit, in this order, in place of the round before. Nobody named is no round.
    Round {
        /// Record ids.
        records: Vec<String>,
    },
    /// Share with the region, then say of each visit of the round whether all of it is on this computer.
    GetReady,
    /// Begin a record.
    New {
        /// Family name.
        #[arg(long)]
        family: String,
        /// Given names.
        #[arg(long)]
        given: String,
        /// GP practice.
        #[arg(long, default_value = "")]
        practice: String,
        /// Date of birth, YYYY-MM-DD.
        #[arg(long, default_value = "")]
        born: String,
        /// NHS number.
        #[arg(long, default_value = "")]
        nhs_number: String,
    },
    /// A record with all its sections.
    Show {
        /// Record id.
        record: String,
        /// As it stood at this moment, RFC 3339.
        #[arg(long)]
        at: Option<String>,
    },
    /// At a glance.
    Glance {
        /// Record id.
        record: String,
    },
    /// What happened to a person, across organisations, newest first.
    Timeline {
        /// Record id.
        record: String,
    },
    /// What was measured, counted and given.
    Charts {
        /// Record id.
        record: String,
    },
    /// Write a field.
    Set {
        /// Record id.
        record: String,
        /// Field, such as person.phone.
        field: String,
        /// Words or code.
        #[arg(required_unless_present = "answer")]
        value: Option<String>,
        /// not_known, not_asked or does_not_apply.
        #[arg(long, conflicts_with = "value")]
        answer: Option<String>,
        /// On what basis, such as said_by_person.
        #[arg(long)]
        basis: Option<String>,
    },
    /// Write an entry, such as a decision.
    Decide(Entry),
    /// Write the entry that settles a disagreement: it replaces all that are open.
    Resolve(Entry),
    /// Write a note.
    Note {
        /// Record id.
        record: String,
        /// The note.
        #[arg(long)]
        text: String,
    },
    /// Attach a file, such as a scanned form.
    Attach {
        /// Record id.
        record: String,
        /// The file, at most 10 MB.
        file: PathBuf,
        /// What it is called.
        #[arg(long)]
        title: String,
        /// What it is, such as dnacpr or clinic_letter.
        #[arg(long, default_value = "")]
        kind: String,
        /// Where the paper is.
        #[arg(long, default_value = "")]
        location: String,
    },
    /// Write what is attached to an entry into a new file.
    Fetch {
        /// Record id.
        record: String,
        /// Entry id.
        entry: String,
        /// The file to make.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Keep all attachments of a record on this computer.
    KeepPapers {
        /// Record id.
        record: String,
        /// No longer.
        #[arg(long)]
        off: bool,
    },
    /// Open disagreements, of one person or of all.
    Conflicts {
        /// Record id.
        record: Option<String>,
    },
    /// Everything ever said about a line.
    History {
        /// Record id.
        record: String,
        /// Line, such as person.phone or cpr_decision.
        line: String,
    },
    /// Who did what about a record on this computer.
    WhoLooked {
        /// Record id.
        record: String,
    },
    /// In an emergency, At a glance of a record that this computer does not carry: its id, for `glance`. The privacy officer
    /// is told.
    BreakGlass {
        /// The NHS number.
        #[arg(long, default_value = "", required_unless_present_all = ["family", "born"])]
        nhs_number: String,
        /// The family name, where the number is not known.
        #[arg(long, default_value = "")]
        family: String,
        /// The date of birth, YYYY-MM-DD.
        #[arg(long, default_value = "")]
        born: String,
        /// Why: called_to_person, life_in_danger, arriving_here or asked_by_team.
        #[arg(long)]
        reason: String,
    },
    /// Share with the region now.
    Sync,
    /// What waits, what arrived.
    Status,
    /// Take over FHIR resources from files or folders.
    Import {
        /// Files or folders.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// The record as a FHIR document.
    Export {
        /// Record id.
        record: String,
    },
    /// Asks many things with one sign-in: requests as JSON, one a line, from standard input; answers as JSON, one a line.
    Ask,
    /// What is allowed less of on this computer; with a line, allows less of it.
    Policy {
        /// Line, such as cpr_decision.
        #[arg(requires = "role")]
        line: Option<String>,
        /// Role, such as district_nurse.
        #[arg(long, requires = "line")]
        role: Option<String>,
        /// What is left: none, suggest or copy; table gives back what was taken.
        #[arg(long, default_value = "none")]
        to: String,
    },
    /// Is the store sound?
    Doctor,
}

#[derive(clap::Args)]
pub(crate) struct Entry {
    /// Record id.
    pub(crate) record: String,
    /// Kind, such as cpr_decision.
    pub(crate) kind: String,
    /// The part that says it.
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// Further parts, NAME=WORDS.
    #[arg(long = "part", value_name = "NAME=WORDS")]
    pub(crate) parts: Vec<String>,
    /// Entries it replaces.
    #[arg(long, value_name = "ID")]
    pub(crate) supersedes: Vec<String>,
    /// The entry it re-affirms.
    #[arg(long, value_name = "ID")]
    pub(crate) confirms: Option<String>,
    /// Entries it marks as entered in error.
    #[arg(long, value_name = "ID")]
    pub(crate) error_of: Vec<String>,
    /// On what basis, such as said_by_person.
    #[arg(long)]
    pub(crate) basis: Option<String>,
    /// When it was true, YYYY-MM-DD.
    #[arg(long)]
    pub(crate) effective: Option<String>,
    /// A remark.
    #[arg(long)]
    pub(crate) comment: Option<String>,
    /// not_known, not_asked or does_not_apply, in place of parts.
    #[arg(long)]
    pub(crate) answer: Option<String>,
    /// A suggestion, for somebody who may write it to take up.
    #[arg(long)]
    pub(crate) suggest: bool,
    /// Withhold it, and say in its section that this person is to be asked.
    #[arg(long, value_name = "WHOM TO ASK")]
    pub(crate) withhold: Option<String>,
    /// Why it is withheld: a code of the kind `withheld`.
    #[arg(long, requires = "withhold", default_value = "")]
    pub(crate) withhold_why: String,
    /// Withhold it and show nothing in its place.
    #[arg(long, requires = "withhold")]
    pub(crate) withhold_silently: bool,
}

/// What a manager does about a colleague. The colleague's PIN comes from ALONGSIDE_NEW_PIN or the terminal.
#[derive(Subcommand)]
pub(crate) enum ColleagueVerb {
    /// Let somebody in: staff of a home that stands alone, or agency staff for a shift.
    Add {
        /// Her name.
        #[arg(long)]
        name: String,
        /// Her roles, such as senior_carer.
        #[arg(long, required = true, value_delimiter = ',')]
        role: Vec<String>,
        /// Her professional registration.
        #[arg(long)]
        registration: Option<String>,
        /// For how many hours, at most twelve.
        #[arg(long)]
        hours: Option<u32>,
    },
    /// Note that somebody has left a home that stands alone.
    End {
        /// Name or id.
        #[arg(long)]
        staff: String,
    },
    /// Let somebody who forgot her PIN choose another.
    Pin {
        /// Name or id.
        #[arg(long)]
        staff: String,
    },
}
