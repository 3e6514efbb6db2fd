//! What happens to one document: who writes what, and who hears of it when.

/// The map of registers and entries that the common first change creates.
pub const SECTIONS: [&str; 4] = ["person", "gp", "allergies", "preferences"];

/// Names of registers: few, so that devices meet on them.
const REGISTERS: u64 = 5;

/// One step of a document's life.
#[derive(Debug)]
pub enum Step {
    /// A device sets registers and writes entries, as one change.
    Save {
        /// Which device.
        device: usize,
        /// What it writes.
        writes: Vec<Write>,
    },
    /// A device takes in everything another one has.
    Hear {
        /// Who learns.
        device: usize,
        /// From whom.
        from: usize,
    },
    /// A device is switched off and on: its document is saved and loaded, and
    /// it goes on as another actor.
    Restart {
        /// Which device.
        device: usize,
    },
}

/// One thing that a change says.
#[derive(Debug)]
pub enum Write {
    /// A plain field, as `care-record` writes it.
    Register {
        /// The section's name.
        section: &'static str,
        /// The field's name.
        key: String,
        /// The statement, as JSON.
        text: String,
    },
    /// An entry: a key that nobody ever writes again.
    Entry {
        /// The section's name.
        section: &'static str,
        /// The entry's key.
        key: String,
        /// The entry, as JSON.
        text: String,
    },
}

/// The life of one document.
#[derive(Debug)]
pub struct Plan {
    /// The seed, from which actors are made as well.
    pub seed: u64,
    /// How many devices carry the document.
    pub devices: usize,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The same seed gives the same life.
    pub fn from_seed(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let devices = 2 + chance.below(4) as usize;
        let length = 10 + chance.below(60);
        let mut entries = 0;
        let steps = (0..length)
            .map(|_| step(&mut chance, devices, &mut entries))
            .collect();
        Self {
            seed,
            devices,
            steps,
        }
    }
}

fn step(chance: &mut Chance, devices: usize, entries: &mut u64) -> Step {
    let device = chance.below(devices as u64) as usize;
    match chance.below(100) {
        0..70 => Step::Save {
            device,
            writes: (0..=chance.below(4))
                .map(|_| write(chance, entries))
                .collect(),
        },
        70..95 => {
            let from = (device + 1 + chance.below(devices as u64 - 1) as usize) % devices;
            Step::Hear { device, from }
        }
        _ => Step::Restart { device },
    }
}

fn write(chance: &mut Chance, entries: &mut u64) -> Write {
    let section = SECTIONS[chance.below(SECTIONS.len() as u64) as usize];
    if chance.below(3) == 0 {
        *entries += 1;
        return Write::Entry {
            section,
            key: format!("@{entries:016x}{:016x}", chance.next()),
            text: format!(
                r#"{{"kind":"note","body":{{"text":"{}"}},"supersedes":["{:x}"]}}"#,
                words(chance),
                chance.below(*entries)
            ),
        };
    }
    Write::Register {
        section,
        key: format!("field_{}", chance.below(REGISTERS)),
        // Few values, so that the same one is often set twice.
        text: format!(r#"{{"value":"{}"}}"#, chance.below(3)),
    }
}

/// Between nothing and a few hundred letters, some outside ASCII.
fn words(chance: &mut Chance) -> String {
    const WORDS: [&str; 8] = [
        "slept", "well", "ate", "half", "café", "37.2 °C", "–", "Ørjan",
    ];
    (0..chance.below(40))
        .map(|_| WORDS[chance.below(WORDS.len() as u64) as usize])
        .collect::<Vec<_>>()
        .join(" ")
}

/// SplitMix64: small, well known, and the same for ever.
pub struct Chance(u64);

impl Chance {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below the limit, which is small enough for the bias not to matter.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}
