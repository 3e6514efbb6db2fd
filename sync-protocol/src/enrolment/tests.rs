use super::*;

fn request() -> EnrolRequest {
    EnrolRequest {
        version: EnrolRequest::VERSION,
        selector: Selector::from_slice(b"K7Q").unwrap(),
        nonce: Nonce::new([1; 16]),
        device: DeviceId::new([2; 16]),
        public_key: PublicKey::new([3; 32]),
        hub_share: HubShare::new([4; 32]),
        proof: Proof::new([5; 32]),
    }
}

#[test]
fn a_request_comes_back_and_no_cut_of_it_does() {
    let bytes = request().encode();
    assert_eq!(EnrolRequest::decode(&bytes), Ok(request()));
    for cut in 0..bytes.len() {
        assert_eq!(
            EnrolRequest::decode(&bytes[..cut]),
            Err(EnrolmentError::Truncated),
            "cut at {cut}"
        );
    }
    assert_eq!(
        EnrolRequest::decode(&[bytes.as_slice(), &[0]].concat()),
        Err(EnrolmentError::NotCanonical)
    );
}

#[test]
fn a_newer_request_is_told_from_a_broken_one() {
    let newer = EnrolRequest {
        version: 2,
        ..request()
    };
    assert_eq!(
        EnrolRequest::decode(&newer.encode()),
        Err(EnrolmentError::UnknownVersion)
    );
}

#[test]
fn a_request_does_not_reach_a_log() {
    let text = format!("{:?}", request());
    assert!(text.contains("hub_share: ***"), "{text}");
    assert!(text.contains("proof: Proof(***)"), "{text}");
}

#[test]
fn every_part_of_a_proof_counts() {
    let (nonce, seen, device) = (
        Nonce::new([1; 16]),
        TlsFingerprint::new([2; 32]),
        DeviceId::new([3; 16]),
    );
    let (key, share) = (PublicKey::new([4; 32]), HubShare::new([5; 32]));
    let input = device_proof_input(&nonce, &seen, &device, &key, &share);
    assert_eq!(input.len(), 6 + 16 + 32 + 16 + 32 + 32);
    let others = [
        device_proof_input(&Nonce::new([9; 16]), &seen, &device, &key, &share),
        device_proof_input(&nonce, &TlsFingerprint::new([9; 32]), &device, &key, &share),
        device_proof_input(&nonce, &seen, &DeviceId::new([9; 16]), &key, &share),
        device_proof_input(&nonce, &seen, &device, &PublicKey::new([9; 32]), &share),
        device_proof_input(&nonce, &seen, &device, &key, &HubShare::new([9; 32])),
    ];
    for other in others {
        assert_ne!(other, input);
    }
    assert!(
        !input.windows(32).any(|window| window == [5; 32]),
        "the share itself is not part of what is proved"
    );
}

#[test]
fn the_two_uses_of_a_code_never_make_the_same_key() {
    let selector = Selector::from_slice(b"K7Q").unwrap();
    assert_ne!(enrol_salt(&selector), sign_in_salt(&selector));
    assert_eq!(
        Selector::from_slice(b"K7I"),
        None,
        "a letter that is not in the alphabet"
    );
}

#[test]
fn a_grant_with_an_unreadable_region_name_is_refused() {
    let grant = EnrolGrant {
        authority: PublicKey::new([1; 32]),
        region: "Fenland".into(),
        device_certificate: Bytes::from(vec![1]),
        shelf: ShelfId::new([2; 16]),
        epoch: 1,
        staff_certificates: vec![Bytes::from(vec![2])],
    };
    assert_eq!(EnrolGrant::decode(&grant.encode()), Ok(grant.clone()));
    for region in ["", "  ", "Fen\nland", &"x".repeat(MAX_NAME_BYTES + 1)] {
        let grant = EnrolGrant {
            region: region.into(),
            ..grant.clone()
        };
        assert_eq!(
            EnrolGrant::decode(&grant.encode()),
            Err(EnrolmentError::BadText),
            "{region:?}"
        );
    }
    let large = EnrolGrant {
        device_certificate: vec![0; MAX_CERTIFICATE_BYTES + 1].into(),
        ..grant
    };
    assert_eq!(
        EnrolGrant::decode(&large.encode()),
        Err(EnrolmentError::TooLarge)
    );
}

#[test]
fn a_first_sign_in_comes_back_as_it_was_sent() {
    let sign_in = FirstSignIn {
        version: FirstSignIn::VERSION,
        device: DeviceId::new([1; 16]),
        staff: StaffId::new([2; 16]),
        selector: Selector::from_slice(b"K7Q").unwrap(),
        nonce: Nonce::new([3; 16]),
        proof: Proof::new([4; 32]),
    };
    assert_eq!(FirstSignIn::decode(&sign_in.encode()), Ok(sign_in.clone()));
    let newer = FirstSignIn {
        version: 2,
        ..sign_in
    };
    assert_eq!(
        FirstSignIn::decode(&newer.encode()),
        Err(EnrolmentError::UnknownVersion)
    );
}
