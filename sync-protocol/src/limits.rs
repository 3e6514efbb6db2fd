//! Every limit of the wire, named.
//!
//! A decoder checks a limit before it allocates; a builder checks the same limit, so that nothing is made here
//! that the other side must refuse.

/// The largest signed envelope.
pub const MAX_ENVELOPE_BYTES: usize = 1024 * 1024;

/// The most changes in one envelope. One save makes one change or a few, a day on one document some dozens; an import
/// makes more.
pub const MAX_CHANGES_PER_ENVELOPE: usize = 1024;

/// How many bytes of changes are folded into one envelope. Beyond that its signature weighs nothing, and a cut in the
/// middle of it costs more.
pub const MAX_FOLDED_BYTES: usize = 16 * 1024;

/// The most dependencies of one change. A change depends on the heads its writer saw, so this bounds how many
/// writers may have been apart at once.
pub const MAX_CHANGE_DEPS: usize = 1024;

/// The longest actor id of a change. Ours have 16 bytes.
pub const MAX_ACTOR_BYTES: usize = 32;

/// The largest signed certificate.
pub const MAX_CERTIFICATE_BYTES: usize = 4 * 1024;

/// The longest name (of a person, a site, an organisation, a region) in bytes.
pub const MAX_NAME_BYTES: usize = 200;

/// The longest registration number or organisation code in bytes.
pub const MAX_CODE_BYTES: usize = 40;

/// The most roles of one member of staff.
pub const MAX_ROLES: usize = 16;

/// The largest body of a notice in a feed.
pub const MAX_NOTICE_BYTES: usize = 4 * 1024;

/// The largest encoded feed entry: an envelope and what is said about it.
pub const MAX_FEED_ENTRY_BYTES: usize = MAX_ENVELOPE_BYTES + 1024;

/// The most bytes a frame may hold before compression. One entry of the largest size still fits.
pub const MAX_FRAME_RAW_BYTES: usize = MAX_FEED_ENTRY_BYTES + 1024;

/// How full a frame gets before the next one is begun, in KiB, where the device does not say. Work lost to a cut is at
/// most one frame.
pub const USUAL_FRAME_KIB: u16 = 64;

/// The smallest frames a device can ask for, in KiB: beyond that the frames themselves are the cost.
pub const MIN_FRAME_KIB: u16 = 1;

/// The largest frames a device can ask for, in KiB: beyond that nothing is won.
pub const MAX_FRAME_KIB: u16 = 256;

/// The most bytes of an encoded frame, header included. Incompressible bytes grow a little under zstd.
pub const MAX_FRAME_BYTES: usize = MAX_FRAME_RAW_BYTES + MAX_FRAME_RAW_BYTES / 128 + 1024;

/// The most entries, or envelopes, in one frame.
pub const MAX_ITEMS_PER_FRAME: usize = 4096;

/// The largest request for faces.
pub const MAX_FACES_REQUEST_BYTES: usize = 1024;

/// The largest face.
pub const MAX_FACE_BYTES: usize = 256 * 1024;

/// How full a frame of faces gets: larger than one of the feed, for what people are told in is much alike.
pub const TARGET_FACES_RAW_BYTES: usize = 128 * 1024;

/// The largest sync request.
pub const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

/// The most frames of envelopes in one request.
pub const MAX_FRAMES_PER_REQUEST: usize = 512;

/// The most bytes all frames of one request may hold before compression, so that a small request cannot keep
/// the hub opening frames for long.
pub const MAX_REQUEST_RAW_BYTES: usize = 64 * 1024 * 1024;

/// The most shelves one device carries.
pub const MAX_SHELVES_PER_DEVICE: usize = 64;

/// The most envelopes in one request.
pub const MAX_ENVELOPES_PER_REQUEST: usize = 2048;

/// The most refusals named in one response: each envelope of the request can have one, so none goes untold.
pub const MAX_REFUSALS_PER_RESPONSE: usize = MAX_ENVELOPES_PER_REQUEST;

/// The largest head of a response.
pub const MAX_HEAD_BYTES: usize = 72 * 1024;

/// The largest end of a response.
pub const MAX_END_BYTES: usize = 8 * 1024;

/// The largest enrolment or first sign-in message.
pub const MAX_ENROLMENT_BYTES: usize = 1024 * 1024;

/// The most staff certificates given to a device at enrolment. Further ones come with the feed.
pub const MAX_STAFF_PER_GRANT: usize = 200;

/// The largest file that can be attached to a record.
pub const MAX_ATTACHMENT_BYTES: usize = 10 * 1024 * 1024;

/// How much of a file is in one piece. Work lost to a cut is at most one piece.
pub const PIECE_BYTES: usize = 256 * 1024;

/// What sealing adds to a piece.
pub const PIECE_SEAL_BYTES: usize = 16;

/// The largest sealed piece, and the size of every one but the last.
pub const MAX_SEALED_PIECE_BYTES: usize = PIECE_BYTES + PIECE_SEAL_BYTES;

/// The most pieces of one attachment.
pub const MAX_PIECES_PER_ATTACHMENT: u32 = 40;

/// The largest request about an attachment, and the largest answer to one.
pub const MAX_ATTACHMENT_REQUEST_BYTES: usize = MAX_SEALED_PIECE_BYTES + 1024;

/// The largest word of somebody who was let in at a device.
pub const MAX_ADMISSION_BYTES: usize = MAX_CERTIFICATE_BYTES + 1024;

/// The largest request to break the glass.
pub const MAX_BREAK_GLASS_BYTES: usize = 512;

/// The largest wish to be rung for.
pub const MAX_DOORBELL_REQUEST_BYTES: usize = 256;

/// The longest line of a doorbell that is listened to.
pub const MAX_DOORBELL_LINE_BYTES: usize = 64;

/// The most audit rows in one request. Work lost to a cut is at most so many rows.
pub const MAX_AUDIT_ROWS: usize = 256;

/// The longest code of an act in an audit row, in bytes.
pub const MAX_AUDIT_ACT_BYTES: usize = 64;

/// The longest detail of an audit row, in bytes. The codes and counts that this program writes are far shorter.
pub const MAX_AUDIT_DETAIL_BYTES: usize = 1024;

/// The largest request that brings audit rows.
pub const MAX_AUDIT_REQUEST_BYTES: usize = 512 * 1024;

/// The largest answer to one.
pub const MAX_AUDIT_ANSWER_BYTES: usize = 64;

/// How far ahead of the local clock another machine's clock may pull ours, in milliseconds.
pub const MAX_CLOCK_LEAD_MS: u64 = 5 * 60 * 1000;

const _: () = assert!(MAX_FRAME_RAW_BYTES > MAX_FEED_ENTRY_BYTES);
const _: () = assert!(MAX_STAFF_PER_GRANT * MAX_CERTIFICATE_BYTES < MAX_ENROLMENT_BYTES);
const _: () = assert!(MAX_FRAME_BYTES < MAX_REQUEST_BYTES);
const _: () = assert!(TARGET_FACES_RAW_BYTES + MAX_FACE_BYTES < MAX_FRAME_RAW_BYTES);
const _: () = assert!(MAX_ATTACHMENT_BYTES == PIECE_BYTES * MAX_PIECES_PER_ATTACHMENT as usize);
const _: () = assert!(
    MAX_AUDIT_ROWS * (MAX_AUDIT_ACT_BYTES + MAX_AUDIT_DETAIL_BYTES + 64) < MAX_AUDIT_REQUEST_BYTES
);
