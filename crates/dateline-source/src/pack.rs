//! Packed inputs: gzip and Zstandard, unpacked as they are read, within limits.

use crate::input::Input;
use flate2::bufread::GzDecoder;
use ruzstd::decoding::StreamingDecoder;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// What may come out whatever went in, in bytes.
const FREE: u64 = 16 << 20;
/// What may come out for each byte that went in. Prose packs to a third, the same line a thousand times to a hundredth.
const RATIO: u64 = 300;

/// How something is packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "a gzip file",
            Self::Zstd => "a Zstandard file",
        }
    }
}

/// What a packed input holds.
pub(crate) fn unpacked(input: Input, how: Packing) -> Box<dyn Read> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: input, taken: taken.clone() };
    let rest: Bytes = BufReader::new(Box::new(counted));
    let inner: Box<dyn Read> = match how {
        Packing::Gzip => Box::new(Gzip { member: None, rest: Some(rest), lost: false }),
        Packing::Zstd => Box::new(Zstd { frame: None, rest: Some(rest) }),
    };
    Box::new(Metered { inner, meter: Meter { taken, given: 0 }, how })
}

/// The code of an error while reading.
pub(crate) fn code(error: &io::Error) -> &'static str {
    match error.get_ref().and_then(|e| e.downcast_ref::<Trouble>()) {
        Some(trouble) => trouble.code,
        None => "unreadable",
    }
}

/// An error with a code of its own.
#[derive(Debug)]
pub(crate) struct Trouble {
    code: &'static str,
    message: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

/// An error that is known by its code.
pub(crate) fn trouble(code: &'static str, message: impl Into<String>) -> io::Error {
    io::Error::other(Trouble { code, message: message.into() })
}

/// Weighs what comes out against what went in.
#[derive(Default)]
pub(crate) struct Meter {
    pub(crate) taken: Rc<Cell<u64>>,
    pub(crate) given: u64,
}

impl Meter {
    pub(crate) fn add(&mut self, n: usize) -> io::Result<usize> {
        self.given += n as u64;
        if self.given > FREE && self.given / self.taken.get().max(1) > RATIO {
            let message = format!(
                "unpacked, it is more than {RATIO} times as long as packed; it was given up after {} MiB",
                self.given >> 20
            );
            return Err(trouble("bomb", message));
        }
        Ok(n)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

struct Metered {
    inner: Box<dyn Read>,
    meter: Meter,
    how: Packing,
}

impl Read for Metered {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(out) {
            Ok(n) => self.meter.add(n),
            Err(error) if error.kind() == io::ErrorKind::Interrupted || code(&error) != "unreadable" => Err(error),
            Err(error) => {
                let how = self.how.name();
                Err(trouble("damaged", format!("{how} that does not unpack to its end ({error}); fetch it anew")))
            }
        }
    }
}

/// Packed bytes.
type Bytes = BufReader<Box<dyn Read>>;

/// Members of gzip, one after the other. One that is damaged is an error once; who reads on after that gets the next.
struct Gzip {
    member: Option<GzDecoder<Bytes>>,
    rest: Option<Bytes>,
    /// Whether the beginning of the next member is to be sought.
    lost: bool,
}

impl Read for Gzip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(member) = &mut self.member {
                let read = member.read(out);
                if out.is_empty() || matches!(read, Ok(n) if n > 0) {
                    return read;
                }
                self.rest = self.member.take().map(GzDecoder::into_inner);
                if let Err(error) = read {
                    self.lost = true;
                    return Err(error);
                }
            }
            let Some(mut rest) = self.rest.take() else { return Ok(0) };
            let there = if self.lost { seek_member(&mut rest)? } else { !rest.fill_buf()?.is_empty() };
            // Some programs fill the end of a file up with zeros.
            if !there || rest.buffer().first() == Some(&0) {
                return Ok(0);
            }
            self.lost = false;
            self.member = Some(GzDecoder::new(rest));
        }
    }
}

/// Goes to where a member may begin; whether there is such a place.
fn seek_member(bytes: &mut Bytes) -> io::Result<bool> {
    // A byte at least is passed over, so that a beginning that is none is not found again.
    let there = usize::from(!bytes.fill_buf()?.is_empty());
    bytes.consume(there);
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        // A beginning over the edge of two buffers is missed: that costs a member more.
        match buffer.windows(3).position(|w| w == [0x1F, 0x8B, 8]) {
            Some(at) => {
                bytes.consume(at);
                return Ok(true);
            }
            None => {
                let all = buffer.len();
                bytes.consume(all);
            }
        }
    }
}

/// Frames of Zstandard, one after the other.
struct Zstd {
    frame: Option<Frame>,
    rest: Option<Bytes>,
}

type Frame = StreamingDecoder<Bytes, ruzstd::decoding::FrameDecoder>;

impl Read for Zstd {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(out)?;
                if n > 0 || out.is_empty() {
                    return Ok(n);
                }
                self.rest = self.frame.take().map(StreamingDecoder::into_inner);
            }
            let Some(mut rest) = self.rest.take() else { return Ok(0) };
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(StreamingDecoder::new(rest).map_err(io::Error::other)?);
        }
    }
}
