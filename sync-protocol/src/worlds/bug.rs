//! The faults that somebody might build in, and what is to become of each. A fault without an expectation does not
//! compile.

/// What is seen of a planted fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// Some worlds are wrong in the end.
    Found,
    /// All worlds but a few are right in the end, because chains, digests or numbers notice and mend it: other repairs
    /// are made than without it. In a thousand worlds one or two are wrong all the same.
    Healed,
    /// Every world is right in the end, and no digest had to tell.
    Harmless,
    /// Random worlds are too kind; one that is written for it is wrong in the end.
    Written,
}

macro_rules! planted {
    ($($(#[$doc:meta])* $name:ident => $expected:ident,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Bug {
            None,
            $($(#[$doc])* $name,)*
        }

        impl Bug {
            pub(super) const PLANTED: &[(Self, Expected)] = &[$((Self::$name, Expected::$expected)),*];
        }
    };
}

planted! {
    /// A device keeps its cursor before the data it covers, and stops in between.
    CursorBeforeData => Healed,
    /// The same, on a device that does not compare digests.
    CursorBeforeDataUnchecked => Found,
    /// A device keeps its cursor in a transaction after the data, and stops in between.
    CursorAfterData => Harmless,
    /// A device forgets what it wrote when the hub has accepted it.
    ForgetsAtAccepted => Found,
    /// The same, where neither chains nor digests are compared.
    ForgetsAtAcceptedUnchecked => Found,
    /// A device that repairs forgets what the shelf does not name before it has offered it again.
    ForgetsBeforeOffering => Found,
    /// A device does not offer again what others wrote.
    KeepsOthersToItself => Found,
    /// A device does not offer again what was refused.
    ForgetsWhatIsRefused => Written,
    /// A device takes what others wrote for given back, though it found no room in the request.
    SettlesWhatFoundNoRoom => Found,
    /// A device that repairs forgets what it has just given back, because the hub has not published it yet.
    ForgetsWhatIsNotPublished => Written,
    /// A device throws away what it wrote itself with a document that leaves its shelf.
    ForgetsOwnWithTheDocument => Found,
    /// A device seals together again what it has put before the hub already.
    FoldsWhatWasOffered => Found,
    /// A device that was set back reads on as if the hub knew no more of it than it does.
    IgnoresThatItWasSetBack => Found,
    /// The hub does not see that a number came with another content.
    TakesForksForDuplicates => Found,
    /// The hub is set back without a new epoch.
    NoEpoch => Healed,
    /// The same, and it does not look at chains.
    NoEpochNoChain => Found,
    /// The same, and devices do not compare digests.
    NoEpochNothingChecked => Found,
    /// The hub takes what comes twice twice.
    NoDedupe => Found,
    /// The hub takes envelopes before those that are missing.
    TakesOverHoles => Found,
    /// The hub takes changes before what they build on.
    TakesWhatBuildsOnNothing => Found,
    /// The hub calls secured what its backup does not have.
    SecuresTooEarly => Healed,
    /// The hub answers before it has committed, and stops in between.
    AcksBeforeCommit => Healed,
    /// The same, and devices forget what was accepted.
    AcksBeforeCommitForgetsAtAccepted => Found,
    /// The hub stops sending a document without saying so.
    FiltersInsteadOfDetaching => Found,
    /// The hub names a document on a shelf and leaves out what was written in it before.
    AttachesWithoutTheLog => Found,
    /// The hub numbers an entry and shows it only after the next one.
    ShowsEntriesLate => Healed,
    /// The same, to devices that do not compare digests, by a hub that does not look at chains.
    ShowsEntriesLateUnchecked => Found,
}

impl Bug {
    pub(super) const fn compares_digests(self) -> bool {
        !matches!(
            self,
            Self::CursorBeforeDataUnchecked
                | Self::ForgetsAtAcceptedUnchecked
                | Self::NoEpochNothingChecked
                | Self::ShowsEntriesLateUnchecked
        )
    }

    pub(super) const fn compares_chains(self) -> bool {
        !matches!(
            self,
            Self::ForgetsAtAcceptedUnchecked
                | Self::NoEpochNoChain
                | Self::NoEpochNothingChecked
                | Self::ShowsEntriesLateUnchecked
        )
    }

    pub(super) const fn raises_the_epoch(self) -> bool {
        !matches!(
            self,
            Self::NoEpoch | Self::NoEpochNoChain | Self::NoEpochNothingChecked
        )
    }

    pub(super) const fn forgets_at_accepted(self) -> bool {
        matches!(
            self,
            Self::ForgetsAtAccepted
                | Self::ForgetsAtAcceptedUnchecked
                | Self::AcksBeforeCommitForgetsAtAccepted
        )
    }

    pub(super) const fn acks_before_commit(self) -> bool {
        matches!(
            self,
            Self::AcksBeforeCommit | Self::AcksBeforeCommitForgetsAtAccepted
        )
    }

    pub(super) const fn shows_entries_late(self) -> bool {
        matches!(
            self,
            Self::ShowsEntriesLate | Self::ShowsEntriesLateUnchecked
        )
    }
}
