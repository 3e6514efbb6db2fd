//! Where a shelf goes on from a device's cursor.

use crate::chain::Chain;
use crate::cursor::Cursor;

/// How a cursor stands to the hub's feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorStanding {
    /// The histories agree up to the cursor; entries after it follow.
    GoesOn,
    /// They do not, or the hub has forgotten. The shelf is sent from its first entry.
    Repair,
}

/// Compares a cursor with what the hub has.
///
/// `chain_there` is the chain the hub holds at the cursor's number, or nothing where its feed is shorter; for
/// number 0 it is not looked at.
#[must_use]
pub fn standing(cursor: &Cursor, hub_epoch: u64, chain_there: Option<Chain>) -> CursorStanding {
    let chain_there = if cursor.seq == 0 {
        Some(Chain::genesis(&cursor.shelf))
    } else {
        chain_there
    };
    if cursor.epoch == hub_epoch && chain_there == Some(cursor.chain) {
        CursorStanding::GoesOn
    } else {
        CursorStanding::Repair
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ShelfId;

    #[test]
    fn a_cursor_goes_on_only_in_the_same_history() {
        let shelf = ShelfId::new([1; 16]);
        let start = Cursor::start(shelf, 3);
        let read = start.after(b"an entry").unwrap();
        let other = start.after(b"another entry").unwrap();

        assert_eq!(
            standing(&start, 3, None),
            CursorStanding::GoesOn,
            "nothing read yet"
        );
        assert_eq!(standing(&read, 3, Some(read.chain)), CursorStanding::GoesOn);
        assert_eq!(
            standing(&read, 3, Some(other.chain)),
            CursorStanding::Repair,
            "another history"
        );
        assert_eq!(
            standing(&read, 3, None),
            CursorStanding::Repair,
            "the hub has forgotten"
        );
        assert_eq!(
            standing(&read, 4, Some(read.chain)),
            CursorStanding::Repair,
            "the hub was restored"
        );
        assert_eq!(
            standing(&start, 4, None),
            CursorStanding::Repair,
            "restored before the first entry"
        );
        let odd = Cursor {
            chain: other.chain,
            ..start
        };
        assert_eq!(
            standing(&odd, 3, None),
            CursorStanding::Repair,
            "a start that is none"
        );
    }
}
