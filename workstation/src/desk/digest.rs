//! What Today reads of a record: made where its card is made, and kept beside it, so that Today opens no record.
//!
//! It says what the least reader of care may read, and nothing that changes while nobody writes: what is near, late or new
//! is for whoever looks, and when.

mod gather;
mod held;

pub(super) use gather::shared_words;
pub(super) use held::Digests;

use care_record::{Attribution, RecordView, Role};
use serde::{Deserialize, Serialize};

/// Raised when a digest made before would be read wrongly: it is then made anew.
const FORM: u32 = 1;
/// So many of the newest entries are kept,
const MOST_NEWS: usize = 40;
/// and of those what was written in so long before the newest.
const NEWS_LASTS_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Characters of one line.
const MOST_WORDS: usize = 400;

/// The digest of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    form: u32,
    /// What was written, the newest first.
    pub(crate) news: Vec<Said>,
    /// Tasks that are not done.
    pub(crate) tasks: Vec<Task>,
    /// The newest of each kind of sign that somebody is not as usual.
    pub(crate) worries: Vec<Said>,
    /// The phase of illness, where it is one to look at.
    pub(crate) phase: Option<Said>,
    /// The just-in-case box, where one was issued.
    pub(crate) stock: Option<Stock>,
    /// Syringe pumps that run.
    pub(crate) pumps: Vec<Pump>,
    /// What is reviewed, and the day, `YYYY-MM-DD`.
    pub(crate) reviews: Vec<(String, String)>,
    /// Lines on which people disagree.
    pub(crate) disputes: Vec<Dispute>,
    /// "This is not how it is", not answered.
    pub(crate) questions: Vec<Said>,
    /// Suggestions and copies from paper that wait for somebody else.
    pub(crate) to_endorse: Vec<Said>,
    /// How many things were taken over from elsewhere and are not confirmed.
    pub(crate) imports: u32,
    /// Where the person lives, in one line.
    pub(crate) address: String,
    /// Is there something about how to find the place?
    pub(crate) access: bool,
    /// Is there something about a key, for those who may read it?
    pub(crate) key_safe: bool,
    /// The newest note.
    pub(crate) last_note: Option<Said>,
}

/// Left out where it is not so: most of what is written is neither late nor disputed.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is not ours"
)]
fn is_false(is: &bool) -> bool {
    !is
}

/// Who wrote something and when. Of two thousand people there are many: their names are short.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct By {
    /// Staff id.
    #[serde(rename = "s")]
    pub(crate) staff: String,
    #[serde(rename = "n")]
    pub(crate) name: String,
    /// Role in words.
    #[serde(rename = "r")]
    pub(crate) role: String,
    /// Site, or else organisation.
    #[serde(rename = "p")]
    pub(crate) place: String,
    /// By the writer's clock.
    #[serde(rename = "a")]
    pub(crate) at_ms: i64,
    /// When it came here; none where it was written here.
    #[serde(rename = "v", skip_serializing_if = "Option::is_none")]
    pub(crate) received_ms: Option<i64>,
    /// The writer's clock was known to be wrong.
    #[serde(rename = "u", skip_serializing_if = "is_false")]
    pub(crate) uncertain: bool,
    /// It came after the writer's access had ended.
    #[serde(rename = "e", skip_serializing_if = "is_false")]
    pub(crate) after_end: bool,
}

/// One thing that somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    /// Entry id; of a field its name.
    #[serde(rename = "i")]
    pub(crate) id: String,
    /// Kind or field.
    #[serde(rename = "k")]
    pub(crate) line: String,
    #[serde(rename = "s")]
    pub(crate) section: String,
    #[serde(rename = "l")]
    pub(crate) label: String,
    /// In one line.
    #[serde(rename = "w")]
    pub(crate) words: String,
    /// Is it a decision?
    #[serde(rename = "d", skip_serializing_if = "is_false")]
    pub(crate) decision: bool,
    /// Do people disagree on it? Then the words name no value.
    #[serde(rename = "x", skip_serializing_if = "is_false")]
    pub(crate) disputed: bool,
    /// When it happened, as its writer says.
    #[serde(rename = "h", skip_serializing_if = "Option::is_none")]
    pub(crate) happened_ms: Option<i64>,
    #[serde(rename = "b", skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<By>,
}

/// A task that is not done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) said: Said,
    pub(crate) owner: String,
    pub(crate) due_ms: Option<i64>,
    /// Code of its state; empty where several stand.
    pub(crate) state: String,
    pub(crate) state_words: String,
}

/// A just-in-case box.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stock {
    /// Entry that says so; empty where only supplies were written.
    pub(crate) id: String,
    /// Where it is.
    pub(crate) place: String,
    /// Since when it is known of.
    pub(crate) since_ms: Option<i64>,
    /// The oldest of the newest counts; none where a medicine was never counted.
    pub(crate) counted_ms: Option<i64>,
    /// Medicines of which the count is not what it should be, in words.
    pub(crate) wrong: Vec<String>,
    pub(crate) by: Option<By>,
}

/// A syringe pump that runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pump {
    pub(crate) id: String,
    /// What it is called, or what is in it; empty where people disagree.
    pub(crate) words: String,
    /// Hours between checks, where somebody wrote them.
    pub(crate) every_hours: Option<u32>,
    pub(crate) checked_ms: Option<i64>,
    /// Since when it runs, as far as is known.
    pub(crate) since_ms: Option<i64>,
    /// When the next syringe is due.
    pub(crate) next_syringe_ms: Option<i64>,
    pub(crate) by: Option<By>,
}

/// A line on which people disagree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dispute {
    /// The smallest id of those that stand.
    pub(crate) id: String,
    pub(crate) section: String,
    pub(crate) label: String,
    pub(crate) meanwhile: String,
    /// Is it of those that are never merged without a person?
    pub(crate) alarming: bool,
    pub(crate) versions: u32,
    /// Who wrote them, in a fixed order that favours none.
    pub(crate) by: Vec<By>,
}

/// The digest of a record, as it is kept.
pub(super) fn of(whole: &RecordView, for_all: &RecordView) -> String {
    let digest = gather::digest(whole, for_all);
    // It holds words and numbers under names: there is nothing in it that could not be written.
    serde_json::to_string(&digest).unwrap_or_default()
}

impl Digest {
    /// What was kept; none of another form.
    pub(crate) fn read(kept: &str) -> Option<Self> {
        let digest: Self = serde_json::from_str(kept).ok()?;
        (digest.form == FORM).then_some(digest)
    }
}

impl By {
    fn of(by: &Attribution) -> Self {
        Self {
            staff: by.staff.clone(),
            name: by.name.clone(),
            role: by.role.map_or("role not known", Role::words).to_owned(),
            place: if by.site.is_empty() {
                by.organisation.clone()
            } else {
                by.site.clone()
            },
            at_ms: by.recorded_at_ms,
            received_ms: by.received_at_ms,
            uncertain: by.clock_off_ms.is_some(),
            after_end: by.after_end,
        }
    }

    /// When it could first be read here.
    pub(crate) fn here_since_ms(&self) -> i64 {
        self.received_ms.unwrap_or(self.at_ms)
    }
}
