//! The first change of every sheet.
//!
//! Two devices that each create the section "preferences" offline would hide one of the two from view after merging. So
//! every sheet begins from this same change, which creates every section, and no device ever creates one.

/// *Frozen.* The change as bytes: what the test below made when the first version was released.
pub(crate) const GENESIS: &[u8] = include_bytes!("../golden/genesis.bin");

#[cfg(test)]
mod tests {
    use crate::declare::sections;
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, Automerge, ObjType, ROOT};

    /// Makes the first change anew, to compare with the frozen one.
    fn build() -> Vec<u8> {
        let mut doc = Automerge::new().with_actor(ActorId::from([0_u8].as_slice()));
        let mut transaction = doc.transaction();
        for section in sections() {
            transaction
                .put_object(ROOT, section.name, ObjType::Map)
                .unwrap();
        }
        transaction.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    #[test]
    fn the_first_change_is_the_frozen_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/genesis.bin");
        let made = build();
        if std::env::var_os("ALONGSIDE_BLESS_GENESIS").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        assert_eq!(
            std::fs::read(path).unwrap(),
            made,
            "the first change of every record may never differ"
        );
    }
}
