//! Getting in, and not getting in.

use std::sync::Arc;

use hub::secrets::random;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sync_protocol::enrolment::HubShare;
use sync_protocol::keys::SigningKey;
use sync_protocol::one_time_code::OneTimeCode;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::line::{Line, Refused, anyone};
use crate::pc::{Pc, enrol_request, enrol_request_of, golden, shared};
use crate::region::{Region, text};

fn refused<T>(result: Result<T, Refused>) -> String {
    result.err().expect("a refusal").1
}

#[tokio::test]
async fn a_code_lets_one_device_in_and_nobody_after_it() {
    let region = Region::serving();
    let team = region.team("Riverside House", "district_nurse");
    let code: OneTimeCode = region.device_code(&team.site).parse().unwrap();
    let line = Line::to(&region.url);
    let seen = line.fingerprint().await;
    let key = SigningKey::from_bytes(&random().unwrap());
    let request = enrol_request(&code, seen, &key).encode();
    assert!(line.post("enrol", request.clone()).await.is_ok());
    assert_eq!(refused(line.post("enrol", request).await), "invite.used");
    let other = enrol_request(&code, seen, &key).encode();
    assert_eq!(refused(line.post("enrol", other).await), "invite.used");
    assert_eq!(region.report("devices"), 1);
    assert_eq!(region.audited("device.enrolled").len(), 1);
}

#[tokio::test]
async fn a_device_that_was_cut_off_is_let_in_again_by_its_own_key_only() {
    let region = Region::serving();
    let team = region.team("Riverside House", "district_nurse");
    let line = Line::to(&region.url);
    let seen = line.fingerprint().await;
    let mut pc = Pc::of(&region, &team).await;
    let device = pc.device;
    let again = |key: &SigningKey| {
        let code: OneTimeCode = region.device_code(&team.site).parse().unwrap();
        enrol_request_of(device, &code, seen, key).encode()
    };
    let (mine, other) = (pc.key.clone(), SigningKey::from_bytes(&random().unwrap()));
    assert_eq!(
        refused(line.post("enrol", again(&other)).await),
        "enrolment.device_known"
    );
    assert!(line.post("enrol", again(&mine)).await.is_ok());
    assert_eq!(region.report("devices"), 1);
    // Once it has sent something it is a device in use.
    let last = again(&mine);
    let first = pc.save(shared(1), &golden("ada-name.bin"));
    pc.sync_until(shared(1), first).await;
    assert_eq!(
        refused(line.post("enrol", last).await),
        "enrolment.device_known"
    );
    // One that was revoked stays out.
    let pc = Pc::of(&region, &team).await;
    let id = pc.device.to_string();
    region.admin(&["device", "revoke", "--device", &id]);
    let code: OneTimeCode = region.device_code(&team.site).parse().unwrap();
    let request = enrol_request_of(pc.device, &code, seen, &pc.key).encode();
    assert_eq!(
        refused(line.post("enrol", request).await),
        "enrolment.device_known"
    );
}

#[tokio::test]
async fn five_wrong_codes_end_an_invitation() {
    let region = Region::serving();
    let team = region.team("Riverside House", "district_nurse");
    let code = region.device_code(&team.site);
    let right: OneTimeCode = code.parse().unwrap();
    // Another secret under the same public part.
    let last = if code.ends_with('0') { '1' } else { '0' };
    let wrong: OneTimeCode = format!("{}{last}", code.get(..13).unwrap())
        .parse()
        .unwrap();
    let line = Line::to(&region.url);
    let seen = line.fingerprint().await;
    let key = SigningKey::from_bytes(&random().unwrap());
    for _ in 0..5 {
        let request = enrol_request(&wrong, seen, &key).encode();
        assert_eq!(
            refused(line.post("enrol", request).await),
            "enrolment.wrong_code"
        );
    }
    let request = enrol_request(&right, seen, &key).encode();
    assert_eq!(
        refused(line.post("enrol", request).await),
        "invite.too_many_tries"
    );
    assert_eq!(region.audited("device.wrong_code").len(), 5);
}

#[tokio::test]
async fn a_man_in_the_middle_learns_nothing_and_lets_nobody_in() {
    let region = Region::serving();
    let team = region.team("Riverside House", "district_nurse");
    let code: OneTimeCode = region.device_code(&team.site).parse().unwrap();
    let middle = stand_in_the_middle(region.url.strip_prefix("https://").unwrap()).await;
    let line = Line::to(&middle);
    let seen = line.fingerprint().await;
    let key = SigningKey::from_bytes(&random().unwrap());
    let request = enrol_request(&code, seen, &key).encode();
    assert_eq!(
        refused(line.post("enrol", request).await),
        "enrolment.wrong_code",
        "the device proved to have seen another certificate"
    );
    assert_eq!(region.report("devices"), 0);
}

/// Passes everything on, under a certificate of its own.
async fn stand_in_the_middle(hub: &str) -> String {
    let made = rcgen::generate_simple_self_signed(vec!["alongside-hub".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let hub = hub.to_owned();
    tokio::spawn(async move {
        while let Ok((victim, _)) = listener.accept().await {
            let mut victim = acceptor.accept(victim).await.unwrap();
            let mut onward = tls_to(&hub).await;
            tokio::spawn(async move {
                let _ended = tokio::io::copy_bidirectional(&mut victim, &mut onward).await;
            });
        }
    });
    format!("https://{at}")
}

/// A bare TLS connection to the hub.
pub(crate) async fn tls_to(hub: &str) -> tokio_rustls::client::TlsStream<TcpStream> {
    let config = anyone();
    let name = rustls::pki_types::ServerName::try_from("alongside-hub").unwrap();
    tokio_rustls::TlsConnector::from(Arc::new(config))
        .connect(name, TcpStream::connect(hub).await.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_sign_in_code_gives_the_device_its_share_back_once() {
    let region = Region::serving();
    let team = region.team("Riverside House", "district_nurse");
    let pc = Pc::of(&region, &team).await;
    let granted = pc
        .first_sign_in(&team.staff, &team.sign_in_code)
        .await
        .unwrap();
    assert_eq!(granted.hub_share, HubShare::new([0x5a; 32]));
    assert_eq!(granted.staff_certificate, pc.grant.staff_certificates[0]);
    assert_eq!(
        refused(pc.first_sign_in(&team.staff, &team.sign_in_code).await),
        "invite.used"
    );
    let again = region.admin(&["staff", "invite", "--staff", &team.staff]);
    assert!(
        pc.first_sign_in(&team.staff, &text(&again, "code"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn nobody_signs_in_where_they_do_not_belong() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "hospice_nurse");
    let pc = Pc::of(&region, &home).await;
    assert_eq!(
        refused(
            pc.first_sign_in(&hospice.staff, &hospice.sign_in_code)
                .await
        ),
        "enrolment.other_organisation"
    );
    assert_eq!(
        refused(pc.first_sign_in(&home.staff, &hospice.sign_in_code).await),
        "enrolment.other_purpose",
        "another person's code"
    );
    let ward = region.team_of(&home.organisation, "Garden House", "senior_carer");
    assert!(
        pc.first_sign_in(&ward.staff, &ward.sign_in_code)
            .await
            .is_ok()
    );

    region.admin(&["staff", "end", "--staff", &home.staff]);
    assert_eq!(
        refused(pc.first_sign_in(&home.staff, &home.sign_in_code).await),
        "staff.ended"
    );
    region.admin(&["device", "revoke", "--device", &pc.device.to_string()]);
    let again = region.admin(&["staff", "invite", "--staff", &ward.staff]);
    assert_eq!(
        refused(pc.first_sign_in(&ward.staff, &text(&again, "code")).await),
        "enrolment.unknown_device"
    );
}
