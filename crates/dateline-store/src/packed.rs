//! The lines of a report's records, packed: raw DEFLATE with a preset dictionary, which is the file's own, one for all reports, and
//! behind it the beginning of the report's text, whose words the lines repeat.
//!
//! Python: `zlib.decompressobj(-15, zdict=dictionary + text.encode()[:16384]).decompress(packed)`.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// What new files get as their dictionary: lines as the program writes them, of reports written for this project. Together
/// with [`OF_TEXT`] it must not be longer than the 32 KiB that DEFLATE looks back.
const LINES: &str = include_str!("lines.dict");
/// How much of a text is looked back to, in bytes.
const OF_TEXT: usize = 16 << 10;
/// No report has longer lines, whatever a damaged file says: 1 GiB.
const MOST: i64 = 1 << 30;

/// Packs and unpacks.
#[derive(Clone, Debug)]
pub(crate) struct Packer(Arc<[u8]>);

impl Packer {
    /// With the dictionary of new files.
    pub(crate) fn new() -> Self {
        Self(LINES.as_bytes().into())
    }

    /// With a file's own, where it has one.
    pub(crate) fn of(db: &Connection) -> rusqlite::Result<Self> {
        let there = "SELECT count(*) FROM sqlite_schema WHERE name = 'dictionary'";
        if db.query_row(there, [], |row| row.get::<_, i64>(0))? == 0 {
            return Ok(Self::new());
        }
        let bytes: Vec<u8> = db.query_row("SELECT bytes FROM dictionary", [], |row| row.get(0))?;
        Ok(Self(bytes.into()))
    }

    /// The dictionary.
    pub(crate) fn dictionary(&self) -> &[u8] {
        &self.0
    }

    /// What the lines of a report with this text look back to.
    fn before(&self, text: &str) -> Vec<u8> {
        let mut before = self.0.to_vec();
        before.extend_from_slice(&text.as_bytes()[..text.len().min(OF_TEXT)]);
        before
    }

    /// Lines, each ended by a line feed, packed; and how long they are.
    pub(crate) fn pack<'a>(&self, text: &str, lines: impl Iterator<Item = &'a str>) -> io::Result<(i64, Vec<u8>)> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(&self.before(text))?;
        // Ends at a byte, and forgets nothing: what follows is what a preset dictionary would have made of it.
        packer.flush()?;
        let from = packer.get_ref().len();
        let mut bytes = 0;
        for line in lines {
            packer.write_all(line.as_bytes())?;
            packer.write_all(b"\n")?;
            bytes += line.len() as i64 + 1;
        }
        Ok((bytes, packer.finish()?.split_off(from)))
    }

    /// What was packed; `None` where it is damaged.
    pub(crate) fn unpack(&self, text: &str, packed: &[u8], bytes: i64) -> Option<String> {
        let length = usize::try_from(bytes).ok().filter(|_| bytes <= MOST)?;
        let before = self.before(text);
        // A block that holds its bytes as they are puts the dictionary where it is looked for.
        let block = u16::try_from(before.len()).ok()?;
        let mut head = vec![0];
        head.extend(block.to_le_bytes());
        head.extend((!block).to_le_bytes());
        head.extend_from_slice(&before);
        let mut whole = Vec::new();
        let most = (before.len() + length) as u64 + 1;
        DeflateDecoder::new(head.chain(packed)).take(most).read_to_end(&mut whole).ok()?;
        let lines = whole.split_off(before.len().min(whole.len()));
        (lines.len() == length).then(|| String::from_utf8(lines).ok()).flatten()
    }

    /// Gives questions a function that unpacks: `unpacked(lines.packed, lines.bytes, report.text)`.
    pub(crate) fn teach(&self, db: &Connection) -> rusqlite::Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
        let packer = self.clone();
        db.create_scalar_function("unpacked", 3, flags, move |given| {
            let (packed, bytes) = (given.get_raw(0).as_blob_or_null(), given.get::<Option<i64>>(1)?);
            let text = given.get_raw(2).as_str_or_null();
            let (Ok(Some(packed)), Some(bytes), Ok(Some(text))) = (packed, bytes, text) else { return Ok(None) };
            Ok(packer.unpack(text, packed, bytes))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_as_they_were_and_what_is_damaged_does_no_harm() {
        let packer = Packer::new();
        assert!(packer.dictionary().len() + OF_TEXT <= 32 << 10);
        let line = "{\"kind\":\"event\",\"id\":\"7\",\"event\":[\"ACCUSE\"],\"text\":\"Norway accused Sudan of it.\"}";
        let long = "Norway met Sudan in Vitør. ".repeat(4000);
        for text in ["", "Norway accused Sudan of it.", &long] {
            for lines in [vec![], vec!["{}"], vec![line; 40], vec![line, "{\"a\":\"é\"}"]] {
                let (bytes, packed) = packer.pack(text, lines.iter().copied()).unwrap();
                let whole = packer.unpack(text, &packed, bytes).unwrap();
                assert_eq!(whole.lines().collect::<Vec<_>>(), lines);
                assert_eq!(packer.unpack(text, &packed, bytes + 1), None);
                assert_eq!(packer.unpack(text, &packed, -1), None);
            }
        }
        let (bytes, mut packed) = packer.pack(&long, [line; 40].into_iter()).unwrap();
        assert!(packed.len() < 100, "{}", packed.len());
        for at in 0..packed.len() {
            packed[at] ^= 0x55;
            assert!(packer.unpack(&long, &packed, bytes).is_none_or(|whole| whole.len() as i64 == bytes));
            packed[at] ^= 0x55;
        }
    }
}
