//! Character references: `&amp;`, `&#8217;`, `&nbsp;`.

use std::borrow::Cow;

/// The names of HTML with what each stands for, in order of name; those without a semicolon are read without one.
const NAMES: &str = include_str!("entities.tsv");
/// The longest name, its semicolon among it.
const LONGEST: usize = 32;

/// A text with its references read.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest, &mut out) {
            0 => {
                out.push('&');
                rest = &rest[1..];
            }
            taken => rest = &rest[taken..],
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads a reference at the beginning of a text: what it took, 0 where there is none.
fn reference(text: &str, out: &mut String) -> usize {
    let name = &text[1..];
    if let Some(number) = name.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let length = digits.bytes().take(8).take_while(|b| char::from(*b).is_digit(radix)).count();
        let Ok(code) = u32::from_str_radix(&digits[..length], radix) else { return 0 };
        out.push(character(code));
        let taken = text.len() - digits.len() + length;
        return taken + usize::from(digits[length..].starts_with(';'));
    }
    let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if name[length..].starts_with(';')
        && let Some(codes) = named(&name[..=length])
    {
        push(codes, out);
        return length + 2;
    }
    // Old names are read without a semicolon, where no letter follows.
    match named(&name[..length]) {
        Some(codes) if length > 0 => {
            push(codes, out);
            length + 1
        }
        _ => 0,
    }
}

/// The character of a number; those of Windows-1252 where HTML has always meant these.
fn character(code: u32) -> char {
    const WINDOWS: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ];
    let code = match code {
        0x80..=0x9F => u32::from(WINDOWS[code as usize - 0x80]),
        0 => 0xFFFD,
        code => code,
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

fn push(codes: &str, out: &mut String) {
    out.extend(codes.split(' ').filter_map(|c| u32::from_str_radix(c, 16).ok()).filter_map(char::from_u32));
}

/// What a name stands for, by halves.
fn named(name: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, NAMES.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = NAMES[..middle].rfind('\n').map_or(0, |n| n + 1);
        let end = NAMES[start..].find('\n').map_or(NAMES.len(), |n| start + n);
        let (found, codes) = NAMES[start..end].split_once('\t')?;
        match found.cmp(name) {
            std::cmp::Ordering::Equal => return Some(codes),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}
