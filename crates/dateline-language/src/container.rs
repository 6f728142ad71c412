//! The model file: named tensors behind a readable header and a checksum.
//!
//! ```text
//! bytes  0..8    "dateline"
//!        8..12   version of this format, u32 little-endian: 1
//!       12..16   length H of the header, u32 little-endian
//!       16..48   SHA-256 of everything from byte 48 on
//!       48..48+H header, UTF-8, one line an entry:
//!                  meta KEY VALUE…                        free text, printed by `dateline eval language`
//!                  tensor NAME TYPE DIMS OFFSET LENGTH    TYPE f32 | i8 | text, DIMS like 34494x128
//!       then     the tensors' bytes; OFFSET counts from here
//! ```
//! `f32` is little-endian. `i8` has one byte a number and a companion tensor `NAME.scale` of one `f32` a row. `text` is
//! UTF-8 lines. Every number is checked against the file before it is used: a truncated or altered file is refused by
//! its checksum, a well-summed but absurd one by its bounds.

use crate::linalg::Linear;
use dateline_text::{DataError, DataFile};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// The file does not begin as a model file does.
    #[error("not a dateline model file: it does not begin with the word `dateline`")]
    NotAModel,
    /// Written for another version of the format.
    #[error("the model file has format {found}, this program reads format {VERSION}: use the model of this version")]
    Version {
        /// The version it names.
        found: u32,
    },
    /// Cut short or altered.
    #[error("the model file is damaged: its checksum does not match its content; fetch it again")]
    Checksum,
    /// A header line or a tensor that cannot be right.
    #[error("the model file is damaged: {0}")]
    Malformed(String),
    /// A tensor the program needs is absent or of another shape.
    #[error("the model file does not fit this program: {0}")]
    Misfit(String),
    /// Its lists of words cannot be read.
    #[error("the model file does not fit this program: {0}")]
    Lists(DataError),
}

/// The version of the format that is read and written.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"dateline";
const HEAD: usize = 48;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    kind: String,
    dims: Vec<usize>,
    start: usize,
    end: usize,
}

/// A table of bytes with a scale a row: embeddings.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) rows: Vec<i8>,
    pub(crate) scale: Vec<f32>,
}

/// A checked model file, its tensors still in place.
#[derive(Debug)]
pub struct Container<'b> {
    bytes: Cow<'b, [u8]>,
    entries: BTreeMap<String, Entry>,
    meta: Vec<(String, String)>,
    digest: String,
}

impl<'b> Container<'b> {
    /// Checks the whole file and reads its header.
    ///
    /// # Errors
    /// See [`ModelError`]; the content of the tensors is looked at only when one is asked for.
    pub fn parse(bytes: impl Into<Cow<'b, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        if bytes.len() < HEAD || !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        if word(8) != VERSION {
            return Err(ModelError::Version { found: word(8) });
        }
        if Sha256::digest(&bytes[HEAD..])[..] != bytes[16..HEAD] {
            return Err(ModelError::Checksum);
        }
        let body = HEAD
            .checked_add(word(12) as usize)
            .filter(|b| *b <= bytes.len())
            .ok_or_else(|| ModelError::Malformed("the header is longer than the file".into()))?;
        let header = std::str::from_utf8(&bytes[HEAD..body])
            .map_err(|_| ModelError::Malformed("the header is not UTF-8".into()))?;
        let (mut entries, mut meta) = (BTreeMap::new(), Vec::new());
        for (number, line) in header.lines().enumerate() {
            let wrong = || ModelError::Malformed(format!("header line {}: {line:?}", number + 1));
            if let Some((key, value)) = line.strip_prefix("meta ").and_then(|m| m.split_once(' ')) {
                meta.push((key.to_owned(), value.to_owned()));
            } else {
                let (name, entry) = tensor(line, body, bytes.len()).ok_or_else(wrong)?;
                entries.insert(name, entry);
            }
        }
        let digest = bytes[16..HEAD].iter().take(6).map(|b| format!("{b:02x}")).collect();
        Ok(Self { bytes, entries, meta, digest })
    }

    /// The first twelve digits of its SHA-256.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The header's free entries, in order: what it was trained on, when, by which command.
    #[must_use]
    pub fn meta(&self) -> &[(String, String)] {
        &self.meta
    }

    fn entry(&self, name: &str, kind: &str) -> Result<&Entry, ModelError> {
        let entry = self.entries.get(name).ok_or_else(|| ModelError::Misfit(format!("it has no tensor {name:?}")))?;
        if entry.kind == kind {
            Ok(entry)
        } else {
            Err(ModelError::Misfit(format!("tensor {name:?} is {}, not {kind}", entry.kind)))
        }
    }

    /// A tensor's dimensions, outermost first.
    ///
    /// # Errors
    /// Where the tensor is absent.
    pub fn dims(&self, name: &str) -> Result<&[usize], ModelError> {
        self.entries
            .get(name)
            .map(|e| e.dims.as_slice())
            .ok_or_else(|| ModelError::Misfit(format!("it has no tensor {name:?}")))
    }

    /// A tensor of `f32` with exactly these dimensions, every number finite.
    ///
    /// # Errors
    /// Where it is absent, of another type or shape, or holds a number that is not finite.
    pub fn f32(&self, name: &str, dims: &[usize]) -> Result<Vec<f32>, ModelError> {
        let entry = self.entry(name, "f32")?;
        same_dims(name, entry, dims)?;
        let (quads, _) = self.bytes[entry.start..entry.end].as_chunks::<4>();
        let numbers: Vec<f32> = quads.iter().map(|q| f32::from_le_bytes(*q)).collect();
        if numbers.iter().all(|n| n.is_finite()) {
            Ok(numbers)
        } else {
            Err(ModelError::Malformed(format!("tensor {name:?} holds a number that is not finite")))
        }
    }

    /// A tensor of `i8` with exactly these dimensions, as raw bytes, and its scale for each row.
    ///
    /// # Errors
    /// As [`Container::f32`].
    pub fn i8(&self, name: &str, dims: &[usize]) -> Result<(&[u8], Vec<f32>), ModelError> {
        let entry = self.entry(name, "i8")?;
        same_dims(name, entry, dims)?;
        let scale = self.f32(&format!("{name}.scale"), &dims[..1])?;
        Ok((&self.bytes[entry.start..entry.end], scale))
    }

    /// A matrix of weights, kept as `f32` or as bytes with a scale a row.
    ///
    /// # Errors
    /// As [`Container::f32`].
    pub fn matrix(&self, name: &str, dims: &[usize; 2]) -> Result<Vec<f32>, ModelError> {
        if self.entries.get(name).is_none_or(|e| e.kind != "i8") {
            return self.f32(name, dims);
        }
        let (bytes, scale) = self.i8(name, dims)?;
        let rows = bytes.chunks_exact(dims[1].max(1)).zip(scale);
        Ok(rows.flat_map(|(row, scale)| row.iter().map(move |b| f32::from(b.cast_signed()) * scale)).collect())
    }

    /// The product that `NAME.weight` and `NAME.bias` make.
    ///
    /// # Errors
    /// As [`Container::f32`].
    pub fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let weight = self.matrix(&format!("{name}.weight"), &[outputs, inputs])?;
        let bias = self.f32(&format!("{name}.bias"), &[outputs])?;
        Ok(Linear::new(inputs, outputs, &weight, Some(&bias)))
    }

    /// A table of `rows` rows.
    pub(crate) fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, ModelError> {
        let (bytes, scale) = self.i8(name, &[rows, width])?;
        Ok(Table { rows: bytes.iter().map(|b| b.cast_signed()).collect(), scale })
    }

    /// A tensor of text.
    ///
    /// # Errors
    /// Where it is absent, of another type, or not UTF-8.
    pub fn text(&self, name: &str) -> Result<&str, ModelError> {
        let entry = self.entry(name, "text")?;
        std::str::from_utf8(&self.bytes[entry.start..entry.end])
            .map_err(|_| ModelError::Malformed(format!("tensor {name:?} is not UTF-8")))
    }

    /// A tensor of text, as lines.
    ///
    /// # Errors
    /// As [`Container::text`].
    pub fn lines(&self, name: &str) -> Result<Vec<&str>, ModelError> {
        self.text(name).map(|t| t.lines().collect())
    }

    /// The lists of words `lists.NAME`, as a file of data, for `read` to make something of.
    ///
    /// # Errors
    /// Where the file has none, with what writes them, or where `read` finds fault.
    pub(crate) fn lists<T>(
        &self,
        name: &str,
        read: impl Fn(&DataFile) -> Result<T, DataError>,
    ) -> Result<T, ModelError> {
        let name = format!("lists.{name}");
        if !self.entries.contains_key(&name) {
            let why =
                format!("it has no lists of words {name:?}; `python3 training/lists.py MODEL` writes them into it");
            return Err(ModelError::Misfit(why));
        }
        read(&DataFile::new(name.as_str(), self.text(&name)?.to_owned())).map_err(ModelError::Lists)
    }
}

fn same_dims(name: &str, entry: &Entry, dims: &[usize]) -> Result<(), ModelError> {
    if entry.dims == dims {
        return Ok(());
    }
    Err(ModelError::Misfit(format!("tensor {name:?} has dimensions {:?}, not {dims:?}", entry.dims)))
}

/// Reads a `tensor` line; `None` where anything in it is out of place or out of bounds.
fn tensor(line: &str, body: usize, file: usize) -> Option<(String, Entry)> {
    let mut parts = line.strip_prefix("tensor ")?.split(' ');
    let (name, kind) = (parts.next()?, parts.next()?);
    let dims: Vec<usize> = parts.next()?.split('x').map(str::parse).collect::<Result<_, _>>().ok()?;
    let offset: usize = parts.next()?.parse().ok()?;
    let length: usize = parts.next()?.parse().ok()?;
    let each = match kind {
        "f32" => 4,
        "i8" | "text" => 1,
        _ => return None,
    };
    let needed = dims.iter().try_fold(each, |n: usize, d| n.checked_mul(*d))?;
    let start = body.checked_add(offset)?;
    let end = start.checked_add(length).filter(|e| *e <= file)?;
    let whole = needed == length && parts.next().is_none();
    whole.then(|| (name.to_owned(), Entry { kind: kind.to_owned(), dims, start, end }))
}

/// Writes a file in this format; tests and tools make small models with it, `training/export.py` the real ones.
#[must_use]
pub fn write(meta: &[(&str, &str)], tensors: &[(&str, &str, Vec<usize>, Vec<u8>)]) -> Vec<u8> {
    let mut header = String::new();
    for (key, value) in meta {
        header += &format!("meta {key} {value}\n");
    }
    let (mut offset, mut data) = (0, Vec::new());
    for (name, kind, dims, bytes) in tensors {
        let dims: Vec<String> = dims.iter().map(ToString::to_string).collect();
        header += &format!("tensor {name} {kind} {} {offset} {}\n", dims.join("x"), bytes.len());
        offset += bytes.len();
        data.extend_from_slice(bytes);
    }
    let rest = [header.as_bytes(), &data].concat();
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((header.len() as u32).to_le_bytes());
    out.extend(Sha256::digest(&rest));
    out.extend(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let floats = [1.5f32, -2.0].iter().flat_map(|f| f.to_le_bytes()).collect();
        write(&[("name", "tiny")], &[("a", "f32", vec![2], floats), ("words", "text", vec![6], b"uno\ndu".to_vec())])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = sample();
        let c = Container::parse(&bytes[..]).unwrap();
        assert_eq!(c.f32("a", &[2]).unwrap(), [1.5, -2.0]);
        assert_eq!(c.lines("words").unwrap(), ["uno", "du"]);
        assert_eq!(c.meta(), [("name".to_owned(), "tiny".to_owned())]);
        assert!(matches!(c.f32("a", &[3]), Err(ModelError::Misfit(_))));
        assert!(matches!(c.f32("b", &[3]), Err(ModelError::Misfit(_))));
    }

    #[test]
    fn a_matrix_may_be_kept_as_bytes() {
        let numbers = |all: &[f32]| all.iter().flat_map(|f| f.to_le_bytes()).collect();
        let bytes = write(
            &[],
            &[
                ("plain", "f32", vec![1, 2], numbers(&[1.0, -3.0])),
                ("small", "i8", vec![2, 2], vec![1, 255, 4, 0]),
                ("small.scale", "f32", vec![2], numbers(&[0.5, 2.0])),
            ],
        );
        let c = Container::parse(&bytes[..]).unwrap();
        assert_eq!(c.matrix("plain", &[1, 2]).unwrap(), [1.0, -3.0]);
        assert_eq!(c.matrix("small", &[2, 2]).unwrap(), [0.5, -0.5, 8.0, 0.0]);
        assert!(matches!(c.matrix("small", &[4, 1]), Err(ModelError::Misfit(_))));
        assert!(matches!(c.matrix("none", &[1, 1]), Err(ModelError::Misfit(_))));
    }

    #[test]
    fn no_altered_or_truncated_file_is_read() {
        let bytes = sample();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            // The header's length is outside the checksum, but then the header no longer parses.
            assert!(Container::parse(flipped).is_err(), "byte {at} flipped");
            assert!(Container::parse(&bytes[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn an_absurd_header_with_a_good_checksum_is_refused() {
        for dims in ["2x99999999999999999999", "18446744073709551615x8", "3", "x", ""] {
            let header = format!("tensor a f32 {dims} 0 8\n");
            let rest = [header.as_bytes(), &[0; 8]].concat();
            let mut bytes = MAGIC.to_vec();
            bytes.extend(VERSION.to_le_bytes());
            bytes.extend((header.len() as u32).to_le_bytes());
            bytes.extend(Sha256::digest(&rest));
            bytes.extend(rest);
            assert!(matches!(Container::parse(bytes), Err(ModelError::Malformed(_))), "{dims}");
        }
    }
}
