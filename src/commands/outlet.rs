//! Standard output whose reader may go away (`ibid check | head`), which is no failure of ours and
//! no reason to leave work undone: the findings decide how the program ends.

use std::io::{ErrorKind, Result, Write};

/// A writer that drops what is written once nobody reads it any more; only `flush` tells.
pub struct Outlet<W> {
    inner: W,
    is_closed: bool,
}

impl<W: Write> Outlet<W> {
    /// Writes to `inner`.
    pub fn new(inner: W) -> Self {
        Self {
            inner,
            is_closed: false,
        }
    }
}

impl<W: Write> Write for Outlet<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.is_closed {
            return Ok(bytes.len());
        }
        match self.inner.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> Result<()> {
        if self.is_closed {
            return Err(ErrorKind::BrokenPipe.into());
        }
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn work_goes_on_without_a_reader() {
        let mut outlet = Outlet::new(Gone);
        outlet.flush().unwrap();
        outlet.write_all(b"one").unwrap();
        outlet.write_all(b"two").unwrap();
        assert_eq!(outlet.flush().unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}
