//! How far each topic of conversation has come. Begun is not done.

use crate::RecordView;
use std::collections::BTreeMap;

/// Where a topic stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicStatus {
    /// Code of the status of its newest conversation.
    pub status: String,
    /// When that was, milliseconds since 1970.
    pub at_ms: Option<i64>,
}

impl TopicStatus {
    /// Only a completed conversation counts as done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.status == "completed"
    }
}

/// The status of each topic by its newest conversation; one without a topic counts for what it was about.
#[must_use]
pub fn topics(view: &RecordView) -> BTreeMap<String, TopicStatus> {
    let mut found: BTreeMap<String, TopicStatus> = BTreeMap::new();
    for talk in view.log("conversation") {
        let Some(status) = talk.part("status") else {
            continue;
        };
        let topics = talk.part("topics").or_else(|| talk.part("kind"));
        for topic in topics.unwrap_or_default().lines() {
            found
                .entry(topic.to_owned())
                .or_insert_with(|| TopicStatus {
                    status: status.clone(),
                    at_ms: talk.happened_ms(),
                });
        }
    }
    found
}
