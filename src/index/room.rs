//! Room for what is on its way from one stage of a pipeline to the next.
//!
//! Whoever makes things faster than they are taken in waits, so that what lies between the two takes
//! no more memory than was granted.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long nobody may give room back before one goes on without: room keeps memory small, and a
/// stage that broke off gives none back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Room of so many bytes.
#[derive(Debug)]
pub(super) struct Room {
    free: Mutex<usize>,
    given_back: Condvar,
    all: usize,
}

/// Some of it, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    room: Arc<Room>,
    bytes: usize,
}

impl Room {
    pub(super) fn of(bytes: usize) -> Arc<Self> {
        Arc::new(Self {
            free: Mutex::new(bytes),
            given_back: Condvar::new(),
            all: bytes,
        })
    }

    /// A place of `bytes`, once there is room for it. What is larger than the whole room gets all.
    pub(super) fn take(self: &Arc<Self>, bytes: usize) -> Place {
        let bytes = bytes.min(self.all);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .given_back
            .wait_timeout_while(free, PATIENCE, |free| *free < bytes);
        let (mut free, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        let bytes = match waited.timed_out() {
            true => 0,
            false => bytes,
        };
        *free -= bytes;
        Place {
            room: Arc::clone(self),
            bytes,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let free = self.room.free.lock();
        *free.unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn who_finds_no_room_waits_for_it() {
        let room = Room::of(10);
        let first = room.take(7);
        let (tell, told) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let _place = room.take(400);
                let _ = tell.send(());
            });
            assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
            drop(first);
            told.recv().unwrap();
        });
        assert_eq!(*room.free.lock().unwrap(), 10);
    }
}
