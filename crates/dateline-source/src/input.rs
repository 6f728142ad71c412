//! An input whose beginning has been looked at, and is read all the same.

use std::io::{self, Read};

/// How much of an input is looked at to see what it is.
const HEAD: usize = 64 << 10;

/// The longest item that is held at once: escapes of JSON can make a text six times longer.
pub(crate) fn longest(max_bytes: usize) -> u64 {
    (max_bytes as u64).saturating_mul(6).saturating_add(4096)
}

/// Bytes from somewhere, the first of which are known.
pub(crate) struct Input {
    head: Vec<u8>,
    at: usize,
    /// What went wrong behind the head; told once all of that is read.
    error: Option<io::Error>,
    rest: Box<dyn Read>,
    /// Whether the head is all there is.
    whole: bool,
}

impl Input {
    pub(crate) fn new(mut rest: Box<dyn Read>) -> Self {
        let (mut head, mut error, mut whole) = (vec![0; HEAD], None, false);
        let mut filled = 0;
        while filled < HEAD {
            match rest.read(&mut head[filled..]) {
                Ok(0) => {
                    whole = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    error = Some(e);
                    break;
                }
            }
        }
        head.truncate(filled);
        Self { head, at: 0, error, rest, whole }
    }

    /// What it begins with.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether the head is all there is.
    pub(crate) fn whole(&self) -> bool {
        self.whole
    }
}

impl Read for Input {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = &self.head[self.at..];
        if !left.is_empty() {
            let n = left.len().min(out.len());
            out[..n].copy_from_slice(&left[..n]);
            self.at += n;
            return Ok(n);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None if self.whole => Ok(0),
            None => self.rest.read(out),
        }
    }
}
