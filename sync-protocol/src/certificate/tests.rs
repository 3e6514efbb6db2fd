use super::*;
use crate::canonical::encode;
use crate::signed::seal;
use crate::testing::{Machine, device_certificate, staff_certificate};
use proptest::prelude::*;

/// The region's authority.
fn authority() -> Machine {
    Machine::new(0x0a)
}

#[test]
fn what_the_authority_says_is_known_from_what_others_say() {
    let staff = seal(staff_certificate(), &authority().key).unwrap();
    let received = SignedStaffCertificate::decode(staff.bytes()).unwrap();
    assert_eq!(
        received.clone().verify(&authority().public_key()).unwrap(),
        staff
    );
    let by_a_device = received.verify(&Machine::asha().public_key());
    assert_eq!(by_a_device, Err(CertificateError::BadSignature));

    let device = seal(device_certificate(), &authority().key).unwrap();
    let received = SignedDeviceCertificate::decode(device.bytes()).unwrap();
    assert_eq!(received.verify(&authority().public_key()).unwrap(), device);
    assert!(
        SignedStaffCertificate::decode(device.bytes()).is_err(),
        "one kind is not the other"
    );
}

#[test]
fn no_cut_and_no_flipped_bit_verifies() {
    let bytes = seal(staff_certificate(), &authority().key)
        .unwrap()
        .bytes()
        .to_vec();
    for cut in 0..bytes.len() {
        assert_eq!(
            SignedStaffCertificate::decode(&bytes[..cut]),
            Err(CertificateError::Truncated)
        );
    }
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1 << (place % 8);
        let verified = SignedStaffCertificate::decode(&damaged)
            .and_then(|received| received.verify(&authority().public_key()));
        assert!(verified.is_err(), "byte {place}");
    }
}

#[test]
fn what_could_mislead_on_a_screen_is_refused() {
    let check = |staff: StaffCertificate| staff.check();
    for name in [
        "",
        " ",
        "Asha\nDr Fictitious",
        &"x".repeat(MAX_NAME_BYTES + 1),
    ] {
        let staff = StaffCertificate {
            name: name.into(),
            ..staff_certificate()
        };
        assert_eq!(check(staff), Err(CertificateError::BadText), "{name:?}");
    }
    let code = StaffCertificate {
        registration: Some("9".repeat(41)),
        ..staff_certificate()
    };
    assert_eq!(check(code), Err(CertificateError::BadText));
    for roles in [vec![], vec![3, 2], vec![2, 2], (0..17).collect()] {
        let roles: Vec<RoleCode> = roles.into_iter().map(RoleCode::new).collect();
        let staff = StaffCertificate {
            roles,
            ..staff_certificate()
        };
        assert_eq!(check(staff), Err(CertificateError::BadRoles));
    }
    let backwards = DeviceCertificate {
        valid_until_ms: 0,
        ..device_certificate()
    };
    assert_eq!(backwards.check(), Err(CertificateError::BadPeriod));
    assert_eq!(
        seal(backwards, &authority().key),
        Err(CertificateError::BadPeriod)
    );
}

#[test]
fn a_certificate_holds_from_its_first_moment_to_before_its_last() {
    let staff = staff_certificate();
    assert!(staff.is_valid_at(staff.valid_from_ms) && staff.is_valid_at(staff.valid_until_ms - 1));
    assert!(
        !staff.is_valid_at(staff.valid_from_ms - 1) && !staff.is_valid_at(staff.valid_until_ms)
    );
}

#[test]
fn a_newer_certificate_is_told_from_a_broken_one() {
    let newer = StaffCertificate {
        version: 2,
        ..staff_certificate()
    };
    assert_eq!(newer.check(), Err(CertificateError::UnknownVersion));
    let mut bytes = vec![0x82];
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    encoder
        .bytes(&encode(&newer))
        .unwrap()
        .bytes(&[0; 64])
        .unwrap();
    assert_eq!(
        SignedStaffCertificate::decode(&bytes),
        Err(CertificateError::UnknownVersion)
    );
}

proptest! {
    #[test]
    fn any_bytes_read_or_do_not(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedStaffCertificate::decode(&bytes);
        let _ = SignedDeviceCertificate::decode(&bytes);
    }
}
