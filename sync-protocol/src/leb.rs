//! Unsigned LEB128 numbers in their shortest form: seven bits a byte, least significant first.

/// What reading a number came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number<'a> {
    /// The number, and what follows it.
    Read(u64, &'a [u8]),
    /// The bytes end within the number.
    Cut,
    /// Longer than it need be, or more than 64 bits.
    Bad,
}

/// Reads a number from the front of the bytes.
pub(crate) fn read(bytes: &[u8]) -> Number<'_> {
    let mut value = 0_u64;
    let mut rest = bytes;
    for shift in (0..64).step_by(7) {
        let Some((byte, after)) = rest.split_first() else {
            return Number::Cut;
        };
        let bits = u64::from(byte & 0x7f);
        if (shift == 63 && bits > 1) || (*byte == 0 && shift > 0) {
            return Number::Bad;
        }
        value |= bits << shift;
        rest = after;
        if byte & 0x80 == 0 {
            return Number::Read(value, rest);
        }
    }
    Number::Bad
}

/// Appends a number.
pub(crate) fn write(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let bits = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(bits);
            return;
        }
        out.push(bits | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_has_one_form() {
        assert_eq!(read(&[0x80, 0x01, 7]), Number::Read(128, &[7]));
        assert_eq!(read(&[0x00]), Number::Read(0, &[]));
        assert_eq!(read(&[0x80, 0x00]), Number::Bad, "a longer zero");
        assert_eq!(read(&[0x81, 0x80, 0x00]), Number::Bad, "a longer one");
        assert_eq!(read(&[0xff; 10]), Number::Bad, "more than 64 bits");
        assert_eq!(read(&[0xff, 0xff]), Number::Cut);
    }

    proptest! {
        #[test]
        fn numbers_come_back(value in any::<u64>(), after in any::<[u8; 2]>()) {
            let mut bytes = Vec::new();
            write(value, &mut bytes);
            for cut in 0..bytes.len() {
                prop_assert_eq!(read(&bytes[..cut]), Number::Cut);
            }
            bytes.extend(after);
            prop_assert_eq!(read(&bytes), Number::Read(value, &after));
        }
    }
}
