//! The words of `alongside-hub` on the command line.

mod audit;
mod glass;
mod quarantine;
mod run;
mod say;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use sync_protocol::ids::{DeviceId, OrganisationId, RecordId, SiteId, StaffId};
use sync_protocol::message::request::SyncRequest;

pub use audit::{AuditVerb, AuditWords};
pub use glass::GlassVerb;
pub use quarantine::QuarantineVerb;
pub use run::run;
pub use say::{Answer, Refusal, print, print_refusal};

/// The regional hub of Alongside.
#[derive(Debug, Parser)]
#[command(name = "alongside-hub", version, about)]
pub struct Cli {
    /// The hub's folder.
    #[arg(
        long,
        global = true,
        env = "ALONGSIDE_HUB_DATA",
        default_value = "hub-data"
    )]
    pub data: PathBuf,
    /// Print what a program can read.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Set up a region in a new folder: its authority key, its store, its TLS certificate.
    Init {
        /// The region's name as shown on every computer.
        #[arg(long)]
        region: String,
        /// What makes an accepted save safe from the loss of this hub.
        #[arg(long, value_enum, default_value_t = Secured::Commit)]
        secured_by: Secured,
    },
    /// Serve the region until told to stop.
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8443")]
        listen: SocketAddr,
        /// The program that opens records; beside this one if not given.
        #[arg(long)]
        reading_room: Option<PathBuf>,
        /// The newest version of a sync request to take, while others of the region do not know it yet.
        #[arg(long, default_value_t = SyncRequest::PROTO,
              value_parser = clap::value_parser!(u8).range(i64::from(SyncRequest::OLDEST)..=i64::from(SyncRequest::PROTO)))]
        newest_protocol: u8,
    },
    /// Organisations.
    #[command(subcommand)]
    Org(Org),
    /// Sites: homes, teams, wards.
    #[command(subcommand)]
    Site(SiteVerb),
    /// Staff.
    #[command(subcommand)]
    Staff(StaffVerb),
    /// Devices.
    #[command(subcommand)]
    Device(DeviceVerb),
    /// Which site carries which record.
    #[command(subcommand)]
    Record(RecordVerb),
    /// What was kept aside instead of being published.
    #[command(subcommand)]
    Quarantine(QuarantineVerb),
    /// Print who did what, here or at the region's computers, and check that nothing was changed afterwards.
    Audit(AuditWords),
    /// Who read, in an emergency, a record that is not theirs to look after: the privacy officer's list.
    #[command(subcommand)]
    BreakGlass(GlassVerb),
    /// Write a whole copy of the hub into a new folder.
    Backup {
        /// The folder.
        #[arg(long)]
        to: PathBuf,
    },
    /// Make this hub from a backup.
    Restore {
        /// The folder of the backup.
        #[arg(long)]
        from: PathBuf,
    },
    /// Check everything that can be checked without opening a record.
    Doctor,
    /// Say what there is, in numbers.
    Report,
}

/// What makes an accepted save safe from the loss of the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Secured {
    /// The commit itself: for a disk that is a mirror already.
    Commit,
    /// Only a backup: devices keep what they sent until one was made.
    Backup,
}

/// What can be done with organisations.
#[derive(Debug, Subcommand)]
pub enum Org {
    /// Add one.
    Add {
        /// Its name.
        #[arg(long)]
        name: String,
        /// Its ODS code.
        #[arg(long)]
        ods: Option<String>,
    },
}

/// What can be done with sites.
#[derive(Debug, Subcommand)]
pub enum SiteVerb {
    /// Add one.
    Add {
        /// Whose it is.
        #[arg(long)]
        organisation: OrganisationId,
        /// Its name.
        #[arg(long)]
        name: String,
        /// Its ODS code.
        #[arg(long)]
        ods: Option<String>,
    },
    /// Take in a home that stood alone, with its staff, from the file it made. Read the answer: who may do what.
    TakeIn {
        /// The home's file.
        #[arg(long)]
        file: PathBuf,
    },
}

/// What can be done with staff.
#[derive(Debug, Subcommand)]
pub enum StaffVerb {
    /// Add someone, and print the code for their first sign-in.
    Add {
        /// Where they work.
        #[arg(long)]
        site: SiteId,
        /// Their name.
        #[arg(long)]
        name: String,
        /// Their roles, such as district_nurse.
        #[arg(long, required = true, value_delimiter = ',')]
        role: Vec<String>,
        /// Their professional registration.
        #[arg(long)]
        registration: Option<String>,
        /// For how many days their certificate holds.
        #[arg(long, default_value_t = 365)]
        valid_days: u32,
    },
    /// Let somebody go on whose certificate runs out, or who works in other roles from now on.
    Renew {
        /// Who.
        #[arg(long)]
        staff: StaffId,
        /// Their roles from now on; as before if none is given.
        #[arg(long, value_delimiter = ',')]
        role: Vec<String>,
        /// For how many days from now the certificate holds.
        #[arg(long, default_value_t = 365)]
        valid_days: u32,
    },
    /// Print another code: each lets them in on one device.
    Invite {
        /// Who.
        #[arg(long)]
        staff: StaffId,
    },
    /// Note that someone has left.
    End {
        /// Who.
        #[arg(long)]
        staff: StaffId,
    },
}

/// What can be done with devices.
#[derive(Debug, Subcommand)]
pub enum DeviceVerb {
    /// Print the code that lets one device into a site.
    Invite {
        /// The site.
        #[arg(long)]
        site: SiteId,
        /// What the device is called, for the audit.
        #[arg(long)]
        name: Option<String>,
    },
    /// End a device's access.
    Revoke {
        /// Which.
        #[arg(long)]
        device: DeviceId,
    },
}

/// What can be done with records, without opening one.
#[derive(Debug, Subcommand)]
pub enum RecordVerb {
    /// Let a site carry a record.
    Share {
        /// Which.
        #[arg(long)]
        record: RecordId,
        /// Who is to carry it.
        #[arg(long)]
        site: SiteId,
        /// Also what is withheld from some teams.
        #[arg(long)]
        restricted: bool,
    },
    /// Let a site no longer carry a record; its devices purge it.
    Unshare {
        /// Which.
        #[arg(long)]
        record: RecordId,
        /// Who is to carry it no longer.
        #[arg(long)]
        site: SiteId,
    },
}
