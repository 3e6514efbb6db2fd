//! Giving and being given, and what is refused.

use sync_protocol::envelope::Envelope;
use sync_protocol::feed::{AttachReason, DetachReason, FeedEntry};
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{DocumentId, SheetId};
use sync_protocol::keys::SigningKey;
use sync_protocol::limits::MAX_REQUEST_BYTES;
use sync_protocol::message::request::SyncRequest;
use tokio::io::AsyncWriteExt;

use crate::enrolling::tls_to;
use crate::pc::{Pc, Synced, digest, golden, shared};
use crate::region::{Region, Team};

#[tokio::test]
async fn two_sites_see_what_they_share() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &hospice).await;

    let first = asha.save(shared(1), &golden("ada-name.bin"));
    let synced = asha.sync_until(shared(1), first).await;
    assert_eq!((synced.accepted, synced.secured), (1, 1));
    assert_eq!(synced.refused, []);
    assert_eq!(synced.marks[0].digest, digest(&asha.held));
    assert_eq!(ben.sync().await.changes_of(shared(1)), []);

    let record = shared(1).record.to_string();
    region.admin(&[
        "record",
        "share",
        "--record",
        &record,
        "--site",
        &hospice.site,
    ]);
    let synced = ben.sync().await;
    assert_eq!(synced.changes_of(shared(1)), [first]);
    assert!(synced.entries.contains(&FeedEntry::Attach {
        document: shared(1),
        reason: AttachReason::SHARED
    }));
    let at = |wanted: fn(&FeedEntry) -> bool| synced.entries.iter().position(wanted).unwrap();
    assert!(
        at(|entry| matches!(entry, FeedEntry::Certificate { .. }))
            < at(|entry| matches!(entry, FeedEntry::Change { .. })),
        "who wrote it comes before it"
    );
    assert_eq!(synced.marks[0].digest, digest(&asha.held));

    let second = ben.save(shared(1), &golden("ada-phone.bin"));
    ben.sync_until(shared(1), second).await;
    let synced = asha.sync().await;
    assert_eq!(synced.changes_of(shared(1)), [second]);
    let all = [asha.held.clone(), ben.held.clone()].concat();
    assert_eq!(synced.marks[0].digest, digest(&all));

    region.admin(&[
        "record",
        "unshare",
        "--record",
        &record,
        "--site",
        &hospice.site,
    ]);
    assert_eq!(
        ben.sync().await.entries,
        [FeedEntry::Detach {
            document: shared(1),
            reason: DetachReason::UNSHARED
        }]
    );
    assert_eq!(region.audited("envelope.accepted").len(), 2);
    assert_eq!(region.audited("envelope.published").len(), 2);
}

/// The three sheets of one record as a team writes them.
fn sheets_of(team: &Team) -> [DocumentId; 3] {
    let withheld = SheetId::restricted_by(team.site.parse().unwrap());
    let local = SheetId::local_to(team.organisation.parse().unwrap());
    [SheetId::SHARED, withheld, local].map(|sheet| DocumentId::new(shared(1).record, sheet))
}

#[tokio::test]
async fn sheets_go_only_where_they_may() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let ward = region.team_of(&home.organisation, "Garden House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &hospice).await;
    let [_, withheld, local] = sheets_of(&home);
    for sheet in [shared(1), withheld, local] {
        let saved = asha.save(sheet, &golden("ada-name.bin"));
        asha.sync_until(sheet, saved).await;
    }
    let record = shared(1).record.to_string();
    let share = |site: &str, more: &[&str]| {
        let words = ["record", "share", "--record", &record, "--site", site];
        region.admin(&[&words, more].concat())["sheets"].to_string()
    };
    assert_eq!(share(&hospice.site, &[]), "[0]");
    assert_eq!(share(&hospice.site, &["--restricted"]), "[0,1]");
    assert_eq!(share(&ward.site, &[]), "[0,2]");
    assert_eq!(ben.sync().await.changes_of(local), []);

    // What the hospice keeps to itself does not reach the home, and does not run together with what the home keeps.
    let [_, _, of_hospice] = sheets_of(&hospice);
    let kept = ben.save(of_hospice, &golden("ada-name.bin"));
    ben.sync_until(of_hospice, kept).await;
    let next = ben.save(shared(1), &golden("ada-phone.bin"));
    ben.sync_until(shared(1), next).await;
    let synced = asha.sync().await;
    assert_eq!(synced.changes_of(shared(1)), [next]);
    assert_eq!(synced.changes_of(of_hospice), []);
    assert_eq!(region.audited("envelope.quarantined"), Vec::<String>::new());

    // Nor may it write to what the home keeps to itself, by whatever name it learnt of it.
    ben.save(local, &golden("ada-phone.bin"));
    let after = ben.save(shared(1), &golden("bea-name.bin"));
    ben.sync_until(shared(1), after).await;
    assert_eq!(asha.sync().await.changes_of(local), []);
    assert!(region.audited("envelope.quarantined")[0].ends_with("publish.other_organisation"));
}

#[tokio::test]
async fn what_a_site_withholds_is_its_own_whoever_names_it_first() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut colleague = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &hospice).await;
    let begun = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), begun).await;
    let record = shared(1).record.to_string();
    region.admin(&[
        "record",
        "share",
        "--record",
        &record,
        "--site",
        &hospice.site,
    ]);
    // The hospice knows the record and the home: so it can make the name of what the home withholds.
    let [_, withheld, _] = sheets_of(&home);
    ben.save(withheld, &golden("bea-name.bin"));
    let after = ben.save(shared(1), &golden("ada-phone.bin"));
    ben.sync_until(shared(1), after).await;
    assert!(region.audited("envelope.quarantined")[0].ends_with("publish.other_site"));

    let secret = asha.save(withheld, &golden("ada-name.bin"));
    asha.sync_until(withheld, secret).await;
    assert_eq!(colleague.sync().await.changes_of(withheld), [secret]);
    assert_eq!(ben.sync().await.changes_of(withheld), []);
}

#[tokio::test]
async fn what_is_withheld_or_kept_later_finds_those_who_may_have_it() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let ward = region.team_of(&home.organisation, "Garden House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let surgery = region.team("Fen Road Surgery", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let begun = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), begun).await;
    let record = shared(1).record.to_string();
    let act = |verb: &str, site: &str, more: &[&str]| {
        let words = ["record", verb, "--record", &record, "--site", site];
        region.admin(&[&words, more].concat());
    };
    act("share", &ward.site, &[]);
    act("share", &hospice.site, &["--restricted"]);
    act("share", &surgery.site, &["--restricted"]);
    act("unshare", &surgery.site, &[]);
    act("share", &surgery.site, &[]);

    let [_, withheld, local] = sheets_of(&home);
    let withheld_save = asha.save(withheld, &golden("ada-name.bin"));
    asha.sync_until(withheld, withheld_save).await;
    let local_save = asha.save(local, &golden("ada-name.bin"));
    asha.sync_until(local, local_save).await;

    let holds = |synced: &Synced| [withheld, local].map(|sheet| synced.changes_of(sheet).len());
    let at_the_ward = Pc::of(&region, &ward).await.sync().await;
    assert_eq!(holds(&at_the_ward), [0, 1], "the same organisation");
    let at_the_hospice = Pc::of(&region, &hospice).await.sync().await;
    assert_eq!(holds(&at_the_hospice), [1, 0], "the restricted audience");
    let at_the_surgery = Pc::of(&region, &surgery).await.sync().await;
    assert_eq!(
        holds(&at_the_surgery),
        [0, 0],
        "no longer of the restricted audience"
    );
}

#[tokio::test]
async fn what_is_forged_or_out_of_order_is_refused_and_the_rest_is_not() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    let change = || vec![golden("bea-name.bin").into()];

    let stolen = SigningKey::from_bytes(&[9; 32]);
    let forged = Envelope::seal(asha.header(shared(2)), change(), &stolen).unwrap();
    ben.held = vec![forged.bytes().into()];
    let synced = ben.sync().await;
    assert_eq!(synced.refusal(), "refused.bad_signature");
    assert_eq!(
        synced.refused[0].device,
        Some(asha.device),
        "whose it claims to be"
    );

    let mut by_nobody = ben.header(shared(2));
    by_nobody.author = CertificateHash::new([9; 32]);
    let by_nobody = Envelope::seal(by_nobody, change(), &ben.key).unwrap();
    ben.held = vec![by_nobody.bytes().into()];
    assert_eq!(ben.sync().await.refusal(), "refused.unknown_certificate");

    ben.held = vec![b"no envelope at all".as_slice().into()];
    assert_eq!(ben.sync().await.refusal(), "refused.unreadable");
    ben.held.clear();

    asha.save(shared(1), &golden("ada-name.bin"));
    asha.save(shared(2), &golden("bea-name.bin"));
    let first = asha.held.remove(0);
    let synced = asha.sync().await;
    assert_eq!((synced.refusal(), synced.accepted), ("refused.gap", 0));
    asha.held.insert(0, first);
    let synced = asha.sync().await;
    assert_eq!((synced.refused.len(), synced.accepted), (0, 2));

    // Another device gives back what it holds of her: nothing new, nothing refused.
    ben.held = asha.held.clone();
    assert_eq!(ben.sync().await.refused, []);
    assert_eq!(region.audited("envelope.accepted").len(), 2);
}

#[tokio::test]
async fn an_old_request_again_changes_nothing() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    asha.save(shared(1), &golden("ada-name.bin"));
    let (session, request) = asha.request();
    let answer = asha.line.post("sync", request.clone()).await.unwrap();
    asha.follow(session, &answer);
    asha.save(shared(1), &golden("ada-phone.bin"));
    asha.sync().await;
    assert!(asha.line.post("sync", request).await.is_ok());
    assert_eq!(asha.sync().await.accepted, 2);
    assert_eq!(region.audited("envelope.accepted").len(), 2);
}

#[tokio::test]
async fn bytes_that_are_no_request_are_refused_by_name_and_the_hub_goes_on() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    asha.save(shared(1), &golden("ada-name.bin"));
    let (_, request) = asha.request();
    let try_it = async |bytes: Vec<u8>| asha.line.post("sync", bytes).await.unwrap_err();

    let cut = request[..request.len() / 2].to_vec();
    assert_eq!(try_it(cut).await, (400, "request.truncated".to_owned()));

    let mut newer = request.clone();
    let proto = newer
        .windows(2)
        .position(|two| two == [0x87, SyncRequest::PROTO])
        .unwrap();
    newer[proto + 1] += 1;
    assert_eq!(
        try_it(newer).await,
        (400, "request.unknown_version".to_owned())
    );

    let mut altered = request.clone();
    *altered.last_mut().unwrap() ^= 1;
    assert_eq!(
        try_it(altered).await,
        (403, "request.bad_signature".to_owned())
    );

    let mut stranger = Pc::of(&region, &home).await;
    stranger.device = sync_protocol::ids::DeviceId::new([9; 16]);
    assert_eq!(
        try_it(stranger.request().1).await,
        (403, "request.unknown_device".to_owned())
    );
    assert_eq!(
        try_it(vec![0; MAX_REQUEST_BYTES + 1]).await,
        (413, "request.too_large".to_owned())
    );

    // Cut in the middle of a body, without a word.
    let mut bare = tls_to(region.url.strip_prefix("https://").unwrap()).await;
    bare.write_all(b"POST /sync HTTP/1.1\r\nhost: hub\r\ncontent-length: 1000\r\n\r\nhalf")
        .await
        .unwrap();
    bare.flush().await.unwrap();
    drop(bare);

    assert_eq!(asha.sync().await.accepted, 1, "none of it harmed the hub");
}

#[tokio::test]
async fn a_revoked_device_is_given_nothing_and_what_it_brings_is_kept_aside() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync().await;
    region.admin(&["device", "revoke", "--device", &asha.device.to_string()]);
    asha.save(shared(1), &golden("ada-phone.bin"));
    let synced = asha.sync().await;
    assert_eq!(synced.refusal(), "refused.revoked_device");
    assert!(synced.not_carried);
    assert_eq!(synced.entries, []);
    assert_eq!(region.report("quarantined"), 1);
}
