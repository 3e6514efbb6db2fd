//! The walls, put up by the process around itself before it reads its first question.
//!
//! Three kinds, so that where one is missing another stands: Landlock takes away files and connections, the
//! limit of open descriptors takes away every new file and socket of any kind, and the limits of memory and
//! processor time end a process that a question sends into the woods.
//!
//! *Considered and left out:* a seccomp filter, which would need a list of system calls for each allocator and
//! each processor; a namespace for the network, which needs rights a service should not have.

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// How much memory the process may map. A heavy record with its whole history takes a tenth of it.
pub const MAX_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;

/// How much processor time one question may take. Two milliseconds are usual.
pub const MAX_CPU_SECONDS: u64 = 5;

/// Standard input, output and error.
const OPEN_DESCRIPTORS: u64 = 3;

/// Which walls stand, by their codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walls {
    /// These do.
    pub standing: Vec<String>,
    /// These this machine could not give.
    pub missing: Vec<String>,
}

/// Puts up every wall this machine can give. There is no way back.
#[must_use]
pub fn close_in() -> Walls {
    let mut walls = Walls::default();
    // Before the limit of descriptors: asking the kernel for this needs one for a moment.
    walls.note(
        "landlock",
        matches!(landlock(), Ok(RulesetStatus::FullyEnforced)),
    );
    walls.note("no_core_file", limit(Resource::Core, 0));
    walls.note("no_file_writes", limit(Resource::Fsize, 0));
    walls.note("memory", limit(Resource::As, MAX_MEMORY_BYTES));
    walls.note("no_descriptors", limit(Resource::Nofile, OPEN_DESCRIPTORS));
    walls.note("cpu", grant_cpu());
    walls
}

/// Gives the next question its processor time; what is left of the last one's is forfeit.
pub fn grant_cpu() -> bool {
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let until = u64::try_from(used)
        .unwrap_or_default()
        .saturating_add(MAX_CPU_SECONDS);
    // Only the soft limit, or it could not be raised for the question after.
    let limit = Rlimit {
        current: Some(until),
        maximum: None,
    };
    setrlimit(Resource::Cpu, limit).is_ok()
}

impl Walls {
    fn note(&mut self, code: &str, stands: bool) {
        let list = if stands {
            &mut self.standing
        } else {
            &mut self.missing
        };
        list.push(code.to_owned());
    }
}

fn limit(resource: Resource, most: u64) -> bool {
    let limit = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(resource, limit).is_ok()
}

fn landlock() -> Result<RulesetStatus, RulesetError> {
    // The newest set that needs no more than this; an older kernel gives what it has and says so.
    let abi = ABI::V6;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .no_new_privs(true)
        .restrict_self()?;
    Ok(status.ruleset)
}
