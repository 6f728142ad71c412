//! What the network sees of a word. `training/features.py` computes the same, and a test holds both to it.
//!
//! A word is the folded form where the vocabulary has it, and hashed affixes and shape, which carry the words it has
//! not. Hashes are 32-bit FNV-1a over UTF-8.

/// The hashed tables, in the order in which the network adds them: name and rows.
pub const TABLES: [(&str, usize); 5] =
    [("prefix1", 256), ("prefix3", 4096), ("suffix2", 2048), ("suffix3", 8192), ("shape", 1024)];

const SEED: u32 = 0x811C_9DC5;

/// Continues a 32-bit FNV-1a hash.
fn fnv(mut hash: u32, bytes: &[u8]) -> u32 {
    for b in bytes {
        hash = (hash ^ u32::from(*b)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// A character with typographic marks made plain; a dash and an ellipsis become two and three characters.
pub(crate) fn straight(c: char, mut push: impl FnMut(char)) {
    match c {
        '\u{2019}' | '\u{2018}' => push('\''),
        '\u{201C}' | '\u{201D}' => push('"'),
        '\u{2013}' => push('-'),
        '\u{2014}' => (0..2).for_each(|_| push('-')),
        '\u{2026}' => (0..3).for_each(|_| push('.')),
        c => push(c),
    }
}

/// Writes `form` in lower case into `out`, digits as 0 and typographic marks straightened.
pub fn fold_into(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        straight(c, |c| {
            let mut lower = c.to_lowercase();
            match (c, lower.next(), lower.next()) {
                ('0'..='9', ..) => out.push('0'),
                (_, Some(one), None) => out.push(one),
                _ => out.push(c),
            }
        });
    }
}

/// `form` folded; see [`fold_into`].
#[must_use]
pub fn fold(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    fold_into(form, &mut out);
    out
}

/// Hash of the word's shape: X, x, 0 and the marks themselves, runs cut at two.
fn shape_hash(form: &str) -> u32 {
    let mut hash = fnv(SEED, b"shape=");
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars() {
        straight(c, |c| {
            let kind = match c {
                '0'..='9' => '0',
                c if c.is_uppercase() => 'X',
                c if c.is_alphabetic() => 'x',
                c => c,
            };
            run = if kind == last { run + 1 } else { 1 };
            last = kind;
            if run <= 2 {
                hash = fnv(hash, kind.encode_utf8(&mut [0; 4]).as_bytes());
            }
        });
    }
    hash
}

/// Kinds of [`case`].
pub const CASES: usize = 8;

/// How a word is written, below [`CASES`]: what an uncased encoder is told beside its pieces.
#[must_use]
pub fn case(form: &str) -> u8 {
    if form.contains(|c: char| c.is_ascii_digit()) {
        return 6;
    }
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    let (count, upper) = (letters().count(), letters().filter(|c| c.is_uppercase()).count());
    match upper {
        0 => 1,
        1 if count == 1 => 3,
        // "U.S." is not written as "NATO" is.
        _ if upper == count => {
            if form.chars().count() == count {
                4
            } else {
                7
            }
        }
        1 if letters().next().is_some_and(char::is_uppercase) => 2,
        _ => 5,
    }
}

/// The row of each table of [`TABLES`] for a form and its folded form.
#[must_use]
pub fn hashed(form: &str, folded: &str) -> [u32; TABLES.len()] {
    let head = |n: usize| &folded[..folded.char_indices().nth(n).map_or(folded.len(), |(i, _)| i)];
    let tail = |n: usize| &folded[folded.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i)..];
    let row = |i: usize, hash: u32| hash % TABLES[i].1 as u32;
    let of = |name: &[u8], key: &str| fnv(fnv(SEED, name), key.as_bytes());
    [
        row(0, of(b"prefix1=", head(1))),
        row(1, of(b"prefix3=", head(3))),
        row(2, of(b"suffix2=", tail(2))),
        row(3, of(b"suffix3=", tail(3))),
        row(4, shape_hash(form)),
    ]
}
