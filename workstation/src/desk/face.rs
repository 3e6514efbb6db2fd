//! Records that are on their way here for the first time: looked at by their faces, and not opened.

use super::{Desk, card, care_id, wire_id};
use crate::error::Refused;
use crate::surroundings::now_ms;
use care_record::{RecordId, RecordView, Role, face};
use std::collections::BTreeSet;
use store::workstation::FaceWrite;
use sync_protocol::frame::Face;
use sync_protocol::ids::{self, ShelfId};

impl Desk {
    /// Refuses where only the face of a record is here, or what has come of it may be older than its face.
    pub(super) fn not_still_coming(&self, id: RecordId) -> Result<(), Refused> {
        match self.store.face(wire_id(id))? {
            Some(_) => Err(Refused::StillComing),
            None => Ok(()),
        }
    }

    /// What At a glance reads in place of a record that is on its way; none where the record is here.
    pub(crate) fn face(&self, id: RecordId, roles: &[Role]) -> Result<Option<RecordView>, Refused> {
        let Some(kept) = self.store.face(wire_id(id))? else {
            return Ok(None);
        };
        let view = face::read(id, &kept.bytes, Some(kept.received_at_ms));
        Ok(Some(
            view.map_err(|_| Refused::StillComing)?.for_reader(roles),
        ))
    }

    /// Keeps faces that came. One that this version cannot read stays out: its record comes with the feed. Says whose came.
    pub(crate) fn keep_faces(
        &mut self,
        shelf: ShelfId,
        faces: Vec<Face>,
    ) -> Result<BTreeSet<ids::RecordId>, Refused> {
        let now = now_ms();
        let mut readable = Vec::new();
        for face in faces {
            match face::read(care_id(face.record), &face.bytes, Some(now)) {
                Ok(view) => readable.push(FaceWrite {
                    card: card::of(&view, now),
                    face,
                }),
                Err(error) => tracing::warn!(code = error.code(), "a face was passed over"),
            }
        }
        self.store.keep_faces(shelf, &readable, now)?;
        Ok(readable.iter().map(|kept| kept.face.record).collect())
    }
}
