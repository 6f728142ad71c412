//! Words that are neither letters nor marks: addresses, faces, emoji.

use super::vocabulary::{HOST, SegmentWords};

/// Length of the web or mail address that `chunk` begins with, without the marks that close a sentence behind it.
///
/// `chunk` is what is left of a run without white space, at most a few thousand bytes.
pub(super) fn address(chunk: &str, lists: &SegmentWords) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let scheme = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let web = chunk[scheme..].starts_with("://") || chunk.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www."));
    if web {
        let stop = chunk.find(['<', '>', '"', '“', '”', '’']).unwrap_or(chunk.len());
        return Some(trimmed(&chunk[..stop]));
    }
    let host = bytes.iter().take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    match bytes.get(host) {
        Some(b'@') if host > 0 => mail(chunk, host),
        // A path behind a host: `example.org/path`.
        Some(b'/') if is_host(&chunk[..host], lists) => {
            let stop = chunk.find(['<', '>', '"', '“', '”', '’', ')', ',']).unwrap_or(chunk.len());
            Some(trimmed(&chunk[..stop]))
        }
        _ => None,
    }
}

fn mail(chunk: &str, at: usize) -> Option<usize> {
    let host = chunk.as_bytes()[at + 1..]
        .iter()
        .take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        .count();
    (host > 0).then(|| trimmed(&chunk[..at + 1 + host]))
}

/// Whether a path may follow; in small letters only, as `AND/OR` joins words.
fn is_host(host: &str, lists: &SegmentWords) -> bool {
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    last.bytes().all(|b| b.is_ascii_lowercase()) && lists.address_ends.value(last) == Some(HOST)
}

/// Without the closing marks of the sentence around an address.
fn trimmed(address: &str) -> usize {
    let mut kept = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '*']);
    while kept.ends_with(')') && !kept.contains('(') {
        kept = kept[..kept.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '*']);
    }
    kept.len()
}

/// Length of the face that `rest` begins with; `first` says that it opens its chunk.
pub(super) fn emoticon(rest: &str, first: bool, lists: &SegmentWords) -> Option<usize> {
    if !matches!(rest.as_bytes().first(), Some(b':' | b';' | b'=' | b'>' | b'^' | b'-' | b'<' | b'(' | b'8')) {
        return None;
    }
    let face = lists.faces.words().find(|face| rest.starts_with(*face))?;
    let after = rest[face.len()..].bytes().next();
    let ends = after.is_none_or(|b| matches!(b, b'.' | b',' | b'!' | b'?' | b')'));
    // Inside a chunk `:/` begins an address and `(:` a list; only faces that close with a bracket are safe there.
    let safe = first || face.ends_with([')', '(', 'D']) && !face.starts_with('(');
    (ends && safe).then_some(face.len())
}

/// Length of the character `rest` begins with and of all that is drawn with it.
pub(super) fn grapheme(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    let mut joined = false;
    let mut flag = matches!(first, '\u{1f1e6}'..='\u{1f1ff}');
    for (i, c) in chars {
        let half = flag && matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        flag = false;
        if !(joined || half || extends(c)) || c.is_whitespace() {
            return i;
        }
        joined = c == '\u{200d}';
    }
    rest.len()
}

fn extends(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}' | '\u{300}'..='\u{36f}')
}
