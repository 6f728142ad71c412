//! Rust source with its comments and literals blanked, so that a rule looks at code alone.

/// The same text, line for line and column for column, with a space for each byte of a comment or inside a literal.
///
/// It is a lexer for exactly what can hide a brace or a word: line and nested block comments, strings, raw strings,
/// and characters, told from lifetimes by their closing quote.
pub(crate) fn scrub(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = opaque_end(bytes, at);
        for (i, byte) in out.iter_mut().enumerate().take(end).skip(at) {
            // The quotes stay, so that `("")` does not look like `()`.
            let edge = (i == at || i + 1 == end) && matches!(bytes[i], b'"' | b'\'');
            if *byte != b'\n' && !edge {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Where the comment or literal that begins at `at` ends; `at` itself where none begins.
fn opaque_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let in_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return block_comment_end(bytes, at);
    }
    match rest[0] {
        b'"' => string_end(bytes, at),
        b'r' if !in_word => raw_string_end(bytes, at, 1),
        b'b' if !in_word && rest.get(1) == Some(&b'r') => raw_string_end(bytes, at, 2),
        b'\'' => character_end(bytes, at),
        // Bytes beyond ASCII outside literals are blanked too, one whole character at a time.
        b if b >= 0x80 => at + rest.iter().position(|&b| b < 0x80).unwrap_or(rest.len()),
        _ => at,
    }
}

fn block_comment_end(bytes: &[u8], at: usize) -> usize {
    let (mut i, mut depth) = (at, 0_usize);
    while i < bytes.len() {
        if bytes[i..].starts_with(b"/*") {
            depth += 1;
            i += 2;
        } else if bytes[i..].starts_with(b"*/") {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut i = at + 1;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 2,
            b'"' => return i + 1,
            _ => i += 1,
        }
    }
    bytes.len()
}

fn raw_string_end(bytes: &[u8], at: usize, prefix: usize) -> usize {
    let hashes = bytes[at + prefix..].iter().take_while(|&&b| b == b'#').count();
    let open = at + prefix + hashes;
    if bytes.get(open) != Some(&b'"') {
        return at;
    }
    let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let body = &bytes[open + 1..];
    body.windows(close.len()).position(|w| w == close).map_or(bytes.len(), |p| open + 1 + p + close.len())
}

fn character_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at + 1..];
    if rest.first() == Some(&b'\\') {
        // The escaped character may itself be a quote.
        let close = rest.iter().skip(2).position(|&b| b == b'\'');
        return close.map_or(at, |p| at + 1 + 2 + p + 1);
    }
    let text = String::from_utf8_lossy(&rest[..rest.len().min(5)]);
    let Some(first) = text.chars().next() else { return at };
    if rest.get(first.len_utf8()) == Some(&b'\'') { at + 1 + first.len_utf8() + 1 } else { at }
}

#[cfg(test)]
mod tests {
    use super::scrub;

    #[test]
    fn comments_and_literals_are_blanked_in_place() {
        assert_eq!(scrub("a // {\nb"), "a     \nb");
        assert_eq!(scrub("a /* { /* } */ { */ b"), ["a", &" ".repeat(19), "b"].concat());
        assert_eq!(scrub(r#"f("{\"{", 1)"#), r#"f("    ", 1)"#);
        assert_eq!(scrub(r##"r#"{"{"# + 1"##), [&" ".repeat(9), "+ 1"].concat());
        assert_eq!(scrub("'{' '\\'' '\\u{7b}'"), "' ' '  ' '      '");
    }

    #[test]
    fn lifetimes_and_names_stay() {
        let code = "fn f<'a>(bar: &'a str) -> Option<&'a u8> { br(rest) }";
        assert_eq!(scrub(code), code);
    }

    #[test]
    fn an_open_literal_ends_with_the_text() {
        assert_eq!(scrub("a \"b"), "a \" ");
        assert_eq!(scrub("a /* b"), "a     ");
    }
}
