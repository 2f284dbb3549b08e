//! The request, and what is answered instead of a token; tokens themselves are tested with an authority in `tests/timestamp.rs`.

use super::{LARGEST, Refusal, StampError, open, request, token_of};

#[test]
fn a_nonce_is_always_eight_bytes_of_a_positive_number() {
    let hash = [9; 32];
    assert_eq!(request(&hash, None).len(), 59);
    for nonce in [[0; 8], [0xff; 8], [0x80, 0, 0, 0, 0, 0, 0, 0]] {
        let made = request(&hash, Some(&nonce));
        assert_eq!((made.len(), &made[56..58], made[58] >> 6), (69, &[0x02, 0x08][..], 1));
    }
}

#[test]
fn what_an_authority_says_instead_of_a_time_stamp() {
    let refused = |why| Err(StampError::Refused(why));
    let texts = [0x30, 0x06, 0x0c, 0x04, b't', b'e', b'x', b't'];
    let said = |status: u8, rest: &[u8]| {
        let inner = [&[0x02, 0x01, status], rest].concat();
        let length = |bytes: &[u8]| u8::try_from(bytes.len()).expect("short");
        let status = [&[0x30, length(&inner)], &inner[..]].concat();
        token_of(&[&[0x30, length(&status)], &status[..]].concat())
    };
    for (bits, why) in [
        (&[0x03, 0x02, 0x07, 0x80][..], Refusal::Algorithm),
        (&[0x03, 0x02, 0x05, 0x20], Refusal::Request),
        (&[0x03, 0x02, 0x02, 0x04], Refusal::Form),
        (&[0x03, 0x03, 0x01, 0x00, 0x02], Refusal::NoTime),
        (&[0x03, 0x03, 0x00, 0x00, 0x01], Refusal::Policy),
        (&[0x03, 0x04, 0x07, 0x00, 0x00, 0x80], Refusal::Extension),
        (&[0x03, 0x05, 0x06, 0x00, 0x00, 0x00, 0x40], Refusal::Fault),
        (&[], Refusal::Other),
    ] {
        assert_eq!(said(2, bits), refused(why));
        assert_eq!(said(2, &[&texts, bits].concat()), refused(why));
        assert!(why.to_string().starts_with("it"));
    }
    assert_eq!(said(3, &texts), refused(Refusal::Other));
    // Granted, and no token with it; a text of another kind; more than a status has.
    for (status, rest) in [(0, &[][..]), (1, &texts), (2, &[0x04, 0x00]), (2, &[texts, texts, texts].concat())] {
        assert_eq!(said(status, rest), Err(StampError::Form));
    }
    assert_eq!(token_of(&[0x30, 0x00]), Err(StampError::Form));
}

#[test]
fn nothing_larger_than_a_time_stamp_is_read() {
    let length = u32::try_from(LARGEST).expect("it fits").to_be_bytes();
    let large = [&[0x30, 0x83], &length[1..], &vec![0; LARGEST]].concat();
    assert_eq!(token_of(&large), Err(StampError::Form));
    assert_eq!(open(&large, &[0; 32]).err(), Some(StampError::Form));
}
