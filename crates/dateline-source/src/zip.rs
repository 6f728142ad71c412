//! Zip archives, read from front to back: each member is an input by itself.
//!
//! The list at an archive's end is not needed, so that one which breaks off, or comes through a pipe, is read as far as it
//! goes.

use crate::input::Input;
use crate::pack::{Meter, trouble};
use crate::{Found, Layer, Opened, Options, failed, open_layer, refused};
use dateline_text::Refused;
use flate2::{Decompress, FlushDecompress, Status};
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

const MEMBER: &[u8] = b"PK\x03\x04";
/// Beginnings of what stands behind the last member.
const ENDS: [&[u8]; 3] = [b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"];
/// Member names by which office documents and books are known, which are zips as well.
const OFFICE: [&str; 3] = ["[Content_Types].xml", "mimetype", "META-INF/container.xml"];

/// The members of one archive.
pub(crate) struct Zip {
    name: String,
    bytes: Shared,
    /// Packed bytes of the member in hand that are left, as far as is known.
    left: Rc<Cell<u64>>,
    options: Options,
    member: Option<Opened>,
    first: bool,
    ended: bool,
}

type Shared = Rc<RefCell<BufReader<Input>>>;

/// What stands before a member.
struct Header {
    name: String,
    method: u16,
    flags: u16,
    packed: u64,
    whole: u64,
    crc: u32,
}

impl Header {
    /// Whether its lengths stand behind it instead.
    fn streamed(&self) -> bool {
        self.flags & 8 != 0
    }
}

impl Zip {
    pub(crate) fn new(name: String, input: Input, options: Options) -> Self {
        let bytes = Rc::new(RefCell::new(BufReader::with_capacity(64 << 10, input)));
        Self { name, bytes, left: Rc::new(Cell::new(0)), options, member: None, first: true, ended: false }
    }

    fn end(&mut self, code: &'static str, message: &str) -> Option<Found> {
        self.ended = true;
        Some(Err(refused(&self.name, code, format!("{}: {message}", self.name))))
    }

    /// Goes to the next member's header: over what is left of the last one. `None` at the end.
    fn seek(&self) -> io::Result<Option<Header>> {
        let mut bytes = self.bytes.borrow_mut();
        if !matches!(self.left.get(), 0 | u64::MAX) {
            io::copy(&mut bytes.by_ref().take(self.left.replace(0)), &mut io::sink())?;
        }
        let mut last = [0u8; 4];
        loop {
            let (mut taken, mut found) = (0, false);
            let buffer = bytes.fill_buf()?;
            if buffer.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            for &b in buffer {
                taken += 1;
                last.rotate_left(1);
                last[3] = b;
                if b.is_ascii_control() && (last == MEMBER || ENDS.iter().any(|end| last == *end)) {
                    found = true;
                    break;
                }
            }
            bytes.consume(taken);
            if found {
                return if last == MEMBER { header(&mut *bytes).map(Some) } else { Ok(None) };
            }
        }
    }

    /// The items of a member; `None` for what is no report by its name.
    fn open(&self, header: &Header) -> Option<Result<Opened, Refused>> {
        let at = format!("{}/{}", self.name, header.name);
        self.left.set(if header.streamed() { 0 } else { header.packed });
        let file = header.name.rsplit('/').next().unwrap_or_default();
        if file.is_empty() || file.starts_with('.') || header.name.starts_with("__MACOSX/") {
            return None;
        }
        let refuse = |message: &str| Some(Err(refused(&at, "format", format!("{at}: {message}"))));
        if header.flags & 1 != 0 {
            return refuse("it is locked with a password; unpack it first");
        }
        if !matches!(header.method, 0 | 8) || header.method == 0 && header.streamed() {
            return refuse("it is packed in a way that is not read; unpack it first");
        }
        if header.streamed() {
            self.left.set(u64::MAX);
        }
        let member = Member {
            bytes: self.bytes.clone(),
            inflate: (header.method == 8).then(|| Decompress::new(false)),
            left: self.left.clone(),
            meter: Meter::default(),
            check: (!header.streamed()).then_some((header.crc, header.whole)),
            crc: flate2::Crc::new(),
            done: false,
        };
        Some(Ok(open_layer(Some(&at), Box::new(member), &self.options, Layer::Inner)))
    }
}

/// Reads what follows a member's signature.
fn header(bytes: &mut impl Read) -> io::Result<Header> {
    let mut fixed = [0; 26];
    bytes.read_exact(&mut fixed)?;
    let two = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let four = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
    let (mut name, mut extra) = (vec![0; usize::from(two(22))], vec![0; usize::from(two(24))]);
    bytes.read_exact(&mut name)?;
    bytes.read_exact(&mut extra)?;
    let (mut packed, mut whole) = (u64::from(four(14)), u64::from(four(18)));
    if packed == u64::from(u32::MAX) || whole == u64::from(u32::MAX) {
        let mut rest = extra.as_slice();
        while let [a, b, c, d, inner @ ..] = rest {
            let length = usize::from(u16::from_le_bytes([*c, *d]));
            let field = inner.get(..length).unwrap_or(inner);
            if u16::from_le_bytes([*a, *b]) == 1 && field.len() >= 16 {
                let eight = |at: usize| field[at..at + 8].iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
                (whole, packed) = (eight(0), eight(8));
            }
            rest = inner.get(length..).unwrap_or_default();
        }
    }
    let name = String::from_utf8_lossy(&name).into_owned();
    Ok(Header { name, method: two(4), flags: two(2), packed, whole, crc: four(10) })
}

/// One member's bytes, unpacked.
struct Member {
    bytes: Shared,
    inflate: Option<Decompress>,
    left: Rc<Cell<u64>>,
    meter: Meter,
    /// The check sum and length it should have.
    check: Option<(u32, u64)>,
    crc: flate2::Crc,
    done: bool,
}

impl Member {
    fn take(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.borrow_mut();
        loop {
            let left = self.left.get();
            let buffer = if left == 0 { &[] } else { bytes.fill_buf()? };
            let buffer = &buffer[..buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
            let starved = buffer.is_empty();
            let (taken, given) = match &mut self.inflate {
                None => {
                    let n = buffer.len().min(out.len());
                    out[..n].copy_from_slice(&buffer[..n]);
                    self.done = starved;
                    (n, n)
                }
                Some(inflate) => {
                    let (total_in, total_out) = (inflate.total_in(), inflate.total_out());
                    let status = inflate.decompress(buffer, out, FlushDecompress::None).map_err(io::Error::other)?;
                    self.done = status == Status::StreamEnd;
                    ((inflate.total_in() - total_in) as usize, (inflate.total_out() - total_out) as usize)
                }
            };
            bytes.consume(taken);
            match left {
                u64::MAX if self.done => self.left.set(0),
                u64::MAX => {}
                left => self.left.set(left - taken as u64),
            }
            self.meter.taken.set(self.meter.taken.get() + taken as u64);
            if given > 0 || self.done || out.is_empty() {
                return Ok(given);
            }
            if starved {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

impl Read for Member {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.done {
            return self.close();
        }
        let damaged = |e: io::Error| trouble("damaged", format!("a member that does not unpack to its end ({e})"));
        let n = self.take(out).map_err(damaged)?;
        self.crc.update(&out[..n]);
        if n == 0 && !out.is_empty() {
            return self.close();
        }
        self.meter.add(n)
    }
}

impl Member {
    /// The end of the member, which must be what was put in.
    fn close(&mut self) -> io::Result<usize> {
        match self.check.take() {
            Some((sum, length)) if (sum, length as u32) != (self.crc.sum(), self.crc.amount()) => {
                Err(trouble("damaged", "a member whose check sum is another than the archive says"))
            }
            _ => Ok(0),
        }
    }
}

impl Iterator for Zip {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(items) = &mut self.member {
                if let Some(found) = items.next() {
                    return Some(found);
                }
                self.member = None;
            }
            if self.ended {
                return None;
            }
            let header = match self.seek() {
                Ok(Some(header)) => header,
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return self.end("damaged", "the archive breaks off; what came before is read");
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(failed(&self.name, &error)));
                }
            };
            if std::mem::take(&mut self.first) && OFFICE.contains(&header.name.as_str()) {
                return self.end("format", "an office document or a book; save its text as a .txt file");
            }
            match self.open(&header) {
                None => {}
                Some(Ok(member)) => self.member = Some(member),
                Some(Err(refused)) => return Some(Err(refused)),
            }
        }
    }
}
