//! Bytes to text where a source may say, truly or not, how they are to be read; and text that was read wrongly once.

use dateline_text::Note;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of some bytes: by their byte-order mark, as UTF-8 where they are valid, else as they are declared to be, else
/// as Windows-1252, which is what undeclared English that is no UTF-8 is written in.
pub(crate) fn decode(at: &str, bytes: &[u8], declared: Option<&str>, notes: &mut Vec<Note>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(at, encoding, &bytes[mark..], notes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return mended(at, text.to_owned(), notes);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = match declared {
        Some(encoding) if encoding != UTF_8 => encoding,
        // Declared or not, what has no character of UTF-8 beside ASCII in it is none.
        _ if bytes.utf8_chunks().all(|c| c.valid().is_ascii()) => {
            if declared.is_some() {
                let message = format!("{at}: it is declared to be UTF-8 and is not; it was read as Windows-1252");
                notes.push(Note::info("charset", message));
            }
            WINDOWS_1252
        }
        _ => UTF_8,
    };
    finish(at, encoding, bytes, notes)
}

fn finish(at: &str, encoding: &'static Encoding, bytes: &[u8], notes: &mut Vec<Note>) -> String {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if bad {
        let name = encoding.name();
        notes.push(Note::warning("invalid-utf8", format!("{at}: bytes that are no {name} became U+FFFD")));
    }
    mended(at, text.into_owned(), notes)
}

/// A text with what was UTF-8 read as Windows-1252 (`â€™` for `’`) put right.
pub(crate) fn mended(at: &str, text: String, notes: &mut Vec<Note>) -> String {
    let Some((mended, count)) = mend(&text) else { return text };
    let message = format!("{at}: {count} character(s) that were UTF-8 read as Windows-1252 were put right (â€™ for ’)");
    notes.push(Note::info("mojibake", message));
    mended
}

/// What comes of quotation marks and dashes, of a euro sign, of letters with accents, and of Turkish and Slavic letters.
const SIGNS: [&str; 12] = ["â€", "â‚¬", "Ã", "Â", "Ä±", "ÄŸ", "ÅŸ", "Å¡", "Å¾", "Å‚", "Ä‡", "Ä™"];

fn mend(text: &str) -> Option<(String, usize)> {
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let (mut out, mut count) = (String::with_capacity(text.len()), 0);
    let (mut run, mut bytes) = (String::new(), Vec::new());
    let mut flush = |run: &mut String, bytes: &mut Vec<u8>, out: &mut String| {
        match std::str::from_utf8(bytes) {
            Ok(right) if !bytes.is_empty() => {
                count += right.chars().count();
                out.push_str(right);
            }
            _ => out.push_str(run),
        }
        run.clear();
        bytes.clear();
    };
    for c in text.chars() {
        match byte(c) {
            Some(b) => {
                run.push(c);
                bytes.push(b);
            }
            None => {
                flush(&mut run, &mut bytes, &mut out);
                out.push(c);
            }
        }
    }
    flush(&mut run, &mut bytes, &mut out);
    (count > 0).then_some((out, count))
}

/// The byte of Windows-1252 from which a character outside ASCII was read.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(c)).ok(),
        c if c.is_ascii() => None,
        c => {
            let mut buffer = [0; 4];
            let (bytes, _, bad) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            match *bytes {
                [b] if !bad => Some(b),
                _ => None,
            }
        }
    }
}

/// Plain text that is evidently Windows-1252, or was once read as that: what it should be. `None` for all other bytes.
pub(crate) fn corrected(at: &str, bytes: &[u8], notes: &mut Vec<Note>) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let before = notes.len();
            let mended = mended(at, text.to_owned(), notes);
            (notes.len() > before).then_some(mended)
        }
        // Its quotation marks and dashes show it; a letter alone could be damage.
        Err(_)
            if bytes.utf8_chunks().all(|c| c.valid().is_ascii())
                && bytes.iter().any(|b| matches!(b, 0x85 | 0x91..=0x97))
                && !bytes.iter().any(|b| matches!(b, 0..=8 | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)) =>
        {
            notes.push(Note::info("charset", format!("{at}: it is no UTF-8; it was read as Windows-1252")));
            Some(decode(at, bytes, None, notes))
        }
        Err(_) => None,
    }
}

/// The encoding that markup declares in its first bytes: `charset=` of a `<meta>`, `encoding=` of an XML declaration.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let xml = head.trim_start().starts_with("<?xml");
    let key = if xml { "encoding" } else { "charset" };
    head.match_indices(key).find_map(|(at, _)| {
        let value = head[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))
            .unwrap_or(value.len());
        (end > 0).then(|| value[..end].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, want: &str, codes: &[&str]) {
        let mut notes = Vec::new();
        assert_eq!(decode("a", bytes, declared, &mut notes), want);
        assert_eq!(notes.iter().map(|n| n.code).collect::<Vec<_>>(), codes, "{want}");
    }

    #[test]
    fn bytes_are_read_as_they_are_whatever_is_declared() {
        check("“Café” – £2".as_bytes(), Some("iso-8859-1"), "“Café” – £2", &[]);
        check(b"\x93Caf\xe9\x94 \x96 \xa32", None, "“Café” – £2", &[]);
        check(b"\x93Caf\xe9\x94 \x96 \xa32", Some("utf-8"), "“Café” – £2", &["charset"]);
        check(b"\x93Caf\xe9\x94", Some("ISO-8859-1"), "“Café”", &[]);
        check(b"\xff\xfeC\0a\0f\0\xe9\0", None, "Café", &[]);
        check(b"\xef\xbb\xbfCaf\xc3\xa9", Some("utf-16"), "Café", &[]);
        check(b"Caf\xc3\xa9 \xff.", Some("utf-8"), "Café \u{fffd}.", &["invalid-utf8"]);
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), "Привет", &[]);
    }

    #[test]
    fn what_was_read_wrongly_once_is_put_right() {
        check(
            "He said: â€œWe wonâ€™t â€“ ever.â€\u{9d} The CafÃ© closed.".as_bytes(),
            None,
            "He said: “We won’t – ever.” The Café closed.",
            &["mojibake"],
        );
        check(
            "Âme, château, São Paulo, â la carte, “NÂ° 5”".as_bytes(),
            None,
            "Âme, château, São Paulo, â la carte, “N° 5”",
            &["mojibake"],
        );
        check("São Paulo, “Âme”".as_bytes(), None, "São Paulo, “Âme”", &[]);
    }

    #[test]
    fn few_marks_are_enough() {
        for (read, want) in [
            ("The ministerâ€™s aide said the talks had failed.", "The minister’s aide said the talks had failed."),
            ("Police in BogotÃ¡ arrested JosÃ© Peralta.", "Police in Bogotá arrested José Peralta."),
            ("Angela Kraus praised the MÃ¼nchen police.", "Angela Kraus praised the München police."),
            ("â€œThere is no dealâ€\u{9d}, he said â€“ and hung up.", "“There is no deal”, he said – and hung up."),
            ("The fine was â‚¬5 million.", "The fine was €5 million."),
            ("Ayla YÄ±lmaz met Piotr WÅ‚odarczyk.", "Ayla Yılmaz met Piotr Włodarczyk."),
        ] {
            check(read.as_bytes(), None, want, &["mojibake"]);
        }
    }

    #[test]
    fn markup_declares_its_encoding() {
        for (head, want) in [
            ("<html><meta charset=\"Windows-1252\">", Some("windows-1252")),
            ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=iso-8859-15'>", Some("iso-8859-15")),
            ("<?xml version=\"1.0\" encoding='ISO-8859-1'?><rss>", Some("iso-8859-1")),
            ("<p>No charset here", None),
        ] {
            assert_eq!(declared(head.as_bytes()).as_deref(), want, "{head}");
        }
    }
}
