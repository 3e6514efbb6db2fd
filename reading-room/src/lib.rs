//! reading-room
