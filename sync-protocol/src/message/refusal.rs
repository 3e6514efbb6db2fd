//! Why the hub did not take an envelope, as told to the device.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::ids::DeviceId;

/// Why an envelope was not taken into its document. Numbers are *frozen*; unknown ones are kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct RefusalCode(#[n(0)] u8);

macro_rules! refusal_codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal $text:literal;)*) => {
        impl RefusalCode {
            $($(#[$doc])* pub const $name: Self = Self($number);)*

            /// A stable name, for logs and for people.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self.0 {
                    $($number => $text,)*
                    _ => "refused.unknown",
                }
            }

            /// Every code this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

refusal_codes! {
    /// The bytes are not an envelope.
    UNREADABLE = 0 "refused.unreadable";
    /// No certificate of this device.
    UNKNOWN_DEVICE = 1 "refused.unknown_device";
    /// The device's signature does not hold.
    BAD_SIGNATURE = 2 "refused.bad_signature";
    /// Envelopes before this one are missing.
    GAP = 3 "refused.gap";
    /// Another envelope with this number, or another predecessor, was taken before: the device has been copied
    /// or set back.
    FORK = 4 "refused.fork";
    /// The author's certificate is not known.
    UNKNOWN_CERTIFICATE = 5 "refused.unknown_certificate";
    /// It builds on changes that are not here.
    MISSING_DEPENDENCIES = 6 "refused.missing_dependencies";
    /// An actor number is used again with other content; taking it would make the document unusable for ever.
    ACTOR_REUSE = 7 "refused.actor_reuse";
    /// A change in it cannot be read.
    BAD_CHANGE = 8 "refused.bad_change";
    /// It builds on a change that is kept aside.
    DEPENDS_ON_QUARANTINED = 9 "refused.depends_on_quarantined";
    /// It is larger than the hub takes.
    TOO_LARGE = 10 "refused.too_large";
    /// The device was revoked for reasons of security; a person at the region decides.
    REVOKED_DEVICE = 11 "refused.revoked_device";
}

impl RefusalCode {
    /// Wraps a number.
    #[must_use]
    pub const fn new(number: u8) -> Self {
        Self(number)
    }

    /// Whether the same envelope may be taken later, so that its device keeps offering it. Otherwise it is kept
    /// aside at the hub, or stays refused whatever comes.
    #[must_use]
    pub const fn may_come_again(self) -> bool {
        matches!(
            self,
            Self::GAP
                | Self::UNKNOWN_CERTIFICATE
                | Self::MISSING_DEPENDENCIES
                | Self::UNKNOWN_DEVICE
        )
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code(), self.0)
    }
}

/// One envelope that was not taken into its document. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Refusal {
    /// Its number on its device; 0 where the bytes could not be read.
    #[n(0)]
    pub dev_seq: u64,
    /// Why.
    #[n(1)]
    pub code: RefusalCode,
    /// Whose envelope, where it is not the asking device's own.
    #[n(2)]
    pub device: Option<DeviceId>,
}
