//! Bytes to text: byte-order marks, bad bytes, binary files, and texts beyond the limit.
//!
//! Nothing visible is dropped and nothing is normalised, so that an offset into the text can be taken back to the
//! item's bytes: a bad byte sequence becomes one U+FFFD, and [`TextMap`] remembers how long it was.

use super::{Limits, lines};
use crate::{Note, TextMap};
use std::borrow::Cow;

/// A text and the way back to its bytes.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) map: TextMap,
}

/// What could not be decoded.
#[derive(Default)]
struct Bad {
    count: usize,
    first: usize,
}

impl Bad {
    fn add(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
    }
}

/// How the item's bytes stand for characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
}

const REPLACEMENT: char = '\u{FFFD}';
/// Fewer control characters than this are not worth a note.
const MANY_CONTROLS: usize = 10;
/// How far back from the limit a cut looks for the end of a paragraph or sentence, in bytes.
const CUT_SEARCH: usize = 64 << 10;

/// Decodes an item, or says why it is no text.
pub(super) fn decode<'b>(bytes: &'b [u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Decoded<'b>, Note> {
    if let Some(format) = known_format(bytes) {
        return Err(Note::error(
            "binary",
            format!(
                "The item is {format}, not text. Extract its text first, for example by saving it as plain text in \
                 UTF-8, and pass that."
            ),
        ));
    }
    let max = limits.max_bytes.min(u32::MAX as usize);
    let (encoding, start) = byte_order_mark(bytes);
    let mut text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(utf8_window(&bytes[start..], max)),
        Encoding::Utf16 { big_endian } => Cow::Owned(utf16_text(&bytes[start..], big_endian, max)),
    };
    let kept = if text.len() > max { cut_at(&text, max) } else { text.len() };
    shorten(&mut text, kept);
    refuse_blank(&text, bytes.len(), max)?;
    refuse_junk(&text, bytes)?;

    let (map, bad) = match encoding {
        Encoding::Utf8 => utf8_map(bytes, start, text.len(), matches!(text, Cow::Borrowed(_))),
        Encoding::Utf16 { big_endian } => utf16_map(bytes, start, big_endian, text.len()),
    };
    note_encoding(encoding, &bad, notes);
    note_controls(&text, notes);
    note_cut(&text, bytes.len(), map.raw(text.len()), max, notes);
    Ok(Decoded { text, map })
}

/// The encoding, and where the text begins. Several marks in a row (files joined by hand) are all passed over.
fn byte_order_mark(bytes: &[u8]) -> (Encoding, usize) {
    let (encoding, mark): (_, &[u8]) = match bytes {
        [0xFF, 0xFE, ..] => (Encoding::Utf16 { big_endian: false }, &[0xFF, 0xFE]),
        [0xFE, 0xFF, ..] => (Encoding::Utf16 { big_endian: true }, &[0xFE, 0xFF]),
        _ => (Encoding::Utf8, &[0xEF, 0xBB, 0xBF]),
    };
    let marks = bytes.chunks_exact(mark.len()).take_while(|chunk| *chunk == mark).count();
    (encoding, marks * mark.len())
}

/// As many bytes as can matter: decoding never shortens, so one character past the limit is enough to see a cut.
fn utf8_window(bytes: &[u8], max: usize) -> &[u8] {
    let mut end = bytes.len().min(max.saturating_add(4));
    // Stop before a character that the window would cut in two and so make look broken.
    if end < bytes.len() {
        let continues = |at: usize| bytes.get(at).is_some_and(|b| b & 0xC0 == 0x80);
        let back = (0..4).take_while(|back| end > *back && continues(end - back)).count();
        if back < 4 && end > back {
            end -= back;
        }
    }
    &bytes[..end]
}

/// Characters of UTF-16 bytes with the raw bytes each took; `None` for what is no character.
fn utf16_chars(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = (Option<char>, usize)> + '_ {
    let pairs = bytes.chunks_exact(2);
    let odd = pairs.remainder().len();
    let units = pairs.map(move |pair| {
        let pair = [pair[0], pair[1]];
        if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    char::decode_utf16(units)
        .map(|unit| unit.map_or((None, 2), |c| (Some(c), 2 * c.len_utf16())))
        .chain((odd > 0).then_some((None, odd)))
}

/// The text of UTF-16 bytes, until it passes the limit.
fn utf16_text(bytes: &[u8], big_endian: bool, max: usize) -> String {
    let mut text = String::new();
    for (c, _) in utf16_chars(bytes, big_endian) {
        text.push(c.unwrap_or(REPLACEMENT));
        if text.len() > max {
            break;
        }
    }
    text
}

/// The way back from a text that was UTF-8, and what was bad in the part that was kept.
fn utf8_map(bytes: &[u8], start: usize, kept: usize, unchanged: bool) -> (TextMap, Bad) {
    let (mut map, mut bad) = (TextMap::identity(), Bad::default());
    map.push(0, start, 1, 1);
    if unchanged {
        return (map, bad);
    }
    let (mut clean, mut raw) = (0, start);
    for chunk in bytes[start..].utf8_chunks() {
        map.push(clean, raw, 1, 1);
        clean += chunk.valid().len();
        raw += chunk.valid().len();
        if clean >= kept {
            break;
        }
        let invalid = chunk.invalid().len();
        if invalid > 0 {
            bad.add(raw);
            map.push(clean, raw, REPLACEMENT.len_utf8() as u8, invalid as u8);
            clean += REPLACEMENT.len_utf8();
            raw += invalid;
        }
    }
    (map, bad)
}

/// The way back from a text that was UTF-16, and what was bad in the part that was kept.
fn utf16_map(bytes: &[u8], start: usize, big_endian: bool, kept: usize) -> (TextMap, Bad) {
    let (mut map, mut bad) = (TextMap::identity(), Bad::default());
    let (mut clean, mut raw) = (0, start);
    for (c, taken) in utf16_chars(&bytes[start..], big_endian) {
        if clean >= kept {
            break;
        }
        if c.is_none() {
            bad.add(raw);
        }
        let given = c.unwrap_or(REPLACEMENT).len_utf8();
        map.push(clean, raw, given as u8, taken as u8);
        clean += given;
        raw += taken;
    }
    (map, bad)
}

/// Takes a text back to its first `kept` bytes.
fn shorten(text: &mut Cow<'_, str>, kept: usize) {
    match text {
        Cow::Borrowed(whole) => *whole = &whole[..kept],
        Cow::Owned(whole) => whole.truncate(kept),
    }
}

/// Where to cut a text so that at most `max` bytes are left: after a paragraph, else a line, a sentence, a word.
fn cut_at(text: &str, max: usize) -> usize {
    let end = super::lines::floor(text, max);
    let from = super::lines::floor(text, end - (end / 4).min(CUT_SEARCH));
    let tail = &text[from..end];
    let after = |at: usize, len: usize| from + at + len;
    if let Some(at) = tail.rfind("\n\n") {
        return after(at, 2);
    }
    if let Some(at) = tail.rfind("\n\r\n") {
        return after(at, 3);
    }
    if let Some(at) = tail.rfind('\n') {
        return after(at, 1);
    }
    let mut word = None;
    for (at, space) in tail.rmatch_indices(char::is_whitespace) {
        let closed = tail[..at].trim_end_matches(lines::closes);
        if closed.ends_with(['.', '!', '?']) {
            return after(at, space.len());
        }
        word.get_or_insert(after(at, space.len()));
    }
    word.unwrap_or(end)
}

/// Whether a character leaves no mark on a page.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Refuses a text in which there is nothing to see.
fn refuse_blank(text: &str, bytes: usize, max: usize) -> Result<(), Note> {
    if !text.chars().all(is_invisible) {
        return Ok(());
    }
    let message = if bytes == 0 {
        "The item is empty: it has no bytes. Check that its source wrote it, and pass an item with text.".to_owned()
    } else if bytes > max {
        format!(
            "The item holds nothing but white space in the first {max} bytes, which is all the limit allows of its \
             {bytes}. Raise the limit, or pass an item with text."
        )
    } else {
        format!("The item holds nothing but white space in its {bytes} bytes. Pass an item with text.")
    };
    Err(Note::error("empty", message))
}

/// Whether a character has no business in prose.
fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// Refuses what decodes to control and replacement characters for a tenth or more.
fn refuse_junk(text: &str, bytes: &[u8]) -> Result<(), Note> {
    let (mut all, mut junk, mut words) = (0usize, 0usize, false);
    for c in text.chars() {
        all += 1;
        junk += usize::from(c == REPLACEMENT || is_control(c));
        words |= c.is_alphanumeric();
    }
    if junk == 0 || junk * 10 < all || (junk < 4 && words) {
        return Ok(());
    }
    let share = junk * 100 / all.max(1);
    let guess = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => "It begins like UTF-32: save it as UTF-8.",
        _ if looks_like_utf16(bytes) => "It looks like UTF-16 without a byte-order mark: save it as UTF-8.",
        _ => {
            "If it is text in an older encoding such as Windows-1251, convert it to UTF-8 first (iconv -f \
             WINDOWS-1251 -t UTF-8); if it is a document or an archive, extract its text."
        }
    };
    Err(Note::error(
        "binary",
        format!(
            "The item does not read as text: {share} of 100 characters are control characters or bytes that are no \
             UTF-8. {guess}"
        ),
    ))
}

/// Whether zero bytes stand at every second place, as in English text in UTF-16.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    head.len() >= 4 && even.max(odd) * 3 > head.len() && even.min(odd) * 20 < head.len()
}

/// Names the file format that the first bytes give away.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    const OPENINGS: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"%PDF-", "a PDF document"),
        (b"{\\rtf", "an RTF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document (docx, odt, epub)"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\xD0\xCF\x11\xE0", "an old office document (doc, xls)"),
        (b"\x7FELF", "a program (ELF)"),
        (b"MZ\x90\0", "a Windows program"),
        (b"\0asm", "a WebAssembly program"),
        (b"\xCF\xFA\xED\xFE", "a macOS program"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"BZh91AY&SY", "a bzip2 archive"),
        (b"\xFD7zXZ\0", "an xz archive"),
        (b"\x28\xB5\x2F\xFD", "a zstd archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"OggS\0", "an Ogg recording"),
        (b"ID3\x03", "an MP3 recording"),
        (b"ID3\x04", "an MP3 recording"),
    ];
    if bytes.len() > 8 && bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1") {
        return Some("a Parquet file");
    }
    OPENINGS.iter().find(|(opening, _)| bytes.starts_with(opening)).map(|(_, name)| *name)
}

fn note_encoding(encoding: Encoding, bad: &Bad, notes: &mut Vec<Note>) {
    let Bad { count, first } = *bad;
    if let Encoding::Utf16 { big_endian } = encoding {
        let order = if big_endian { "big" } else { "little" };
        notes.push(Note::info(
            "utf16",
            format!("The item is UTF-16 ({order}-endian) by its byte-order mark and was decoded as such."),
        ));
        if count > 0 {
            notes.push(Note::warning(
                "invalid-utf16",
                format!(
                    "{count} code {} no UTF-16, the first at byte {first}, and became U+FFFD. The item may have been \
                     cut or edited as bytes; save it again as UTF-8.",
                    if count == 1 { "unit is" } else { "units are" }
                ),
            ));
        }
    } else if count > 0 {
        notes.push(Note::warning(
            "invalid-utf8",
            format!(
                "{count} byte {} no UTF-8, the first at byte {first}, and became U+FFFD. If the item is in \
                 Windows-1252 or Latin-1, convert it first (iconv -f WINDOWS-1252 -t UTF-8).",
                if count == 1 { "sequence is" } else { "sequences are" }
            ),
        ));
    }
}

fn note_controls(text: &str, notes: &mut Vec<Note>) {
    let mut found = text.char_indices().filter(|(_, c)| is_control(*c));
    let Some((first, _)) = found.next() else { return };
    let count = 1 + found.count();
    if count >= MANY_CONTROLS {
        notes.push(Note::warning(
            "control-characters",
            format!(
                "The text holds {count} control characters, the first at byte {first} of the text. They were kept so \
                 that offsets stay true, but may split words; clean the item at its source."
            ),
        ));
    }
}

fn note_cut(text: &str, bytes: usize, read: usize, max: usize, notes: &mut Vec<Note>) {
    if read < bytes {
        let kept = text.len();
        notes.push(Note::warning(
            "cut",
            format!(
                "The item has {bytes} bytes, and its text is longer than the limit of {max} bytes: the first {kept} \
                 bytes of text were read, the rest was left. Raise the limit, or split the item."
            ),
        ));
    }
}
/// Characters of Windows-1252 that a byte of UTF-8 from 0x80 to 0xBF becomes when it is read as that.
fn continues(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}')
        || matches!(
            c,
            '€' | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
        )
}

/// Notes text that was UTF-8 and has been read as Windows-1252 before it came here: "presidentâ€™s", "BogotÃ¡". It is not
/// mended, since whoever sent it has the text as it was, and offsets must stay those of what was sent.
pub(super) fn mojibake(text: &str, notes: &mut Vec<Note>) {
    let mut count = 0;
    let mut first = None;
    let mut before: [char; 2] = ['\0'; 2];
    for (at, c) in text.char_indices() {
        let two =
            matches!(before[1], 'Ã' | 'Â' | 'Ä' | 'Å' | 'Ø' | 'Ù' | 'Ð' | 'Ñ') && continues(c) && !c.is_whitespace();
        let three = before[0] == 'â' && continues(before[1]) && continues(c);
        if two || three {
            count += 1;
            first.get_or_insert(at);
        }
        before = [before[1], c];
    }
    if let Some(at) = first.filter(|_| count >= MOJIBAKE) {
        let message = format!(
            "{count} characters, the first at byte {at}, are what UTF-8 becomes when it is read as Windows-1252; they were read as they \
             stand, and quotations and names with them are not known as such: send the text as it was",
        );
        notes.push(Note::warning("mojibake", message));
    }
}

/// So many such characters are no chance.
const MOJIBAKE: usize = 3;
