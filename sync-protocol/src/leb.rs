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

/// Reads a signed number (the sixth bit of the last byte is its sign) in its shortest form, and gives its bits.
pub(crate) fn read_signed(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let len = 1 + bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let (taken, rest) = bytes.split_at_checked(len)?;
    let mut value = 0_i64;
    let mut shift = 0_u32;
    for byte in taken {
        value |= i64::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
    }
    if taken.last()? & 0x40 != 0 && shift < 64 {
        value |= (-1_i64).checked_shl(shift)?;
    }
    let mut again = Vec::new();
    write_signed(value.cast_unsigned(), &mut again);
    (again == taken).then_some((value.cast_unsigned(), rest))
}

/// Appends a signed number, given by its bits.
pub(crate) fn write_signed(bits: u64, out: &mut Vec<u8>) {
    let mut value = bits.cast_signed();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if (value == 0 && low & 0x40 == 0) || (value == -1 && low & 0x40 != 0) {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
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

    #[test]
    fn a_signed_number_has_one_form() {
        assert_eq!(read_signed(&[0x3f, 7]), Some((63, [7].as_slice())));
        assert_eq!(read_signed(&[0x40]), Some((u64::MAX - 63, [].as_slice())));
        assert_eq!(read_signed(&[0xc0, 0x00]), Some((64, [].as_slice())));
        assert_eq!(read_signed(&[0x80, 0x00]), None, "a longer zero");
        assert_eq!(read_signed(&[0xff, 0x7f]), None, "a longer minus one");
        assert_eq!(read_signed(&[0xff; 11]), None, "without an end");
        let too_many_bits = [[0x80; 10].as_slice(), &[1]].concat();
        assert_eq!(read_signed(&too_many_bits), None);
    }

    proptest! {
        #[test]
        fn signed_numbers_come_back(bits in any::<u64>(), small in -300..300_i64) {
            for value in [bits, small.cast_unsigned()] {
                let mut bytes = Vec::new();
                write_signed(value, &mut bytes);
                prop_assert_eq!(read_signed(&bytes), Some((value, [].as_slice())));
            }
        }

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
