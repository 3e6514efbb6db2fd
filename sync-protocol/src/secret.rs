//! Bytes that must not be seen: they print as stars, are zeroed when dropped, compare in constant time, and the
//! way out has a name that makes one look twice.

use std::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

/// `N` secret bytes.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Secret<const N: usize>([u8; N]);

impl<const N: usize> Secret<N> {
    /// Wraps the bytes.
    #[must_use]
    pub const fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// The bytes themselves. Only for deriving a key, computing a proof, or giving them to whom they are meant for.
    #[must_use]
    pub const fn dangerously_reveal(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<const N: usize, C> Encode<C> for Secret<N> {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, const N: usize, C> Decode<'b, C> for Secret<N> {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        let bytes = d.bytes()?.try_into();
        bytes
            .map(Self)
            .map_err(|_| minicbor::decode::Error::message("wrong length of a secret").at(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_stars() {
        assert_eq!(format!("{:?}", Secret::new([1; 9])), "***");
        assert_eq!(Secret::new([1; 9]), Secret::new([1; 9]));
        assert_ne!(Secret::new([1; 9]), Secret::new([2; 9]));
    }
}
