//! WARC archives of the web: each page, text or resource in one is an item.
//!
//! A record that is damaged costs itself: the next that begins as one does is sought. Requests, and what an archive says of
//! itself, are no items.

use crate::input::{Input, longest};
use crate::{Found, Item, Options, charset, failed, html, refused};
use dateline_text::{Meta, RawItem};
use flate2::read::MultiGzDecoder;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};

/// The longest head of a record or of an answer that is read, in bytes.
const HEAD: usize = 64 << 10;
/// How often an archive may fail to unpack before it is given up.
const FAILURES: usize = 1000;

/// The records of one archive.
pub(crate) struct Warc {
    name: String,
    reader: BufReader<Input>,
    /// Bytes that were read too far.
    back: Vec<u8>,
    most: usize,
    number: usize,
    failures: usize,
    ended: bool,
}

/// The fields of a head, their names in small letters.
type Fields = HashMap<String, String>;

impl Warc {
    pub(crate) fn new(name: String, input: Input, options: &Options) -> Self {
        let most = usize::try_from(longest(options.max_bytes)).unwrap_or(usize::MAX);
        let reader = BufReader::with_capacity(64 << 10, input);
        Self { name, reader, back: Vec::new(), most, number: 0, failures: 0, ended: false }
    }

    /// Reads a line, its end with it; empty at the end of the archive.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        if !self.back.is_empty() {
            let end = self.back.iter().position(|b| *b == b'\n').map_or(self.back.len(), |e| e + 1);
            line.extend(self.back.drain(..end));
            if line.ends_with(b"\n") {
                return Ok(line);
            }
        }
        let most = (HEAD - line.len().min(HEAD)) as u64;
        self.reader.by_ref().take(most).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Goes to the line that begins a record; whether there is one, and whether anything but blank lines was passed.
    fn seek(&mut self) -> io::Result<(bool, bool)> {
        let mut passed = false;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok((false, passed));
            }
            if line.starts_with(b"WARC/") {
                return Ok((true, passed));
            }
            passed |= !line.trim_ascii().is_empty();
        }
    }

    fn head(&mut self) -> io::Result<Fields> {
        let (mut fields, mut length) = (Fields::new(), 0);
        loop {
            let line = self.line()?;
            length += line.len();
            if line.trim_ascii().is_empty() || length > HEAD {
                return Ok(fields);
            }
            field(&line, &mut fields);
        }
    }

    /// The block of a record: as many bytes as it says, or until another record begins, where it says wrongly.
    fn block(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let keep = length.min(self.most);
        let mut block: Vec<u8> = self.back.drain(..keep.min(self.back.len())).collect();
        let mut failed = self.reader.by_ref().take((keep - block.len()) as u64).read_to_end(&mut block).err();
        if length > keep {
            self.back.drain(..(length - keep).min(self.back.len()));
            let skipped = io::copy(&mut self.reader.by_ref().take((length - keep) as u64), &mut io::sink());
            failed = failed.or(skipped.err());
        }
        match failed {
            Some(error) => Err(error),
            None => {
                if let Some(at) = next_record(&block) {
                    self.back.splice(0..0, block.drain(at..));
                }
                Ok(block)
            }
        }
    }

    /// The next record that may hold a report; `Ok(None)` at the end.
    fn record(&mut self) -> io::Result<Option<Found>> {
        loop {
            let (there, passed) = self.seek()?;
            if passed {
                let message = "bytes between two records that belong to neither were passed over";
                self.back.splice(0..0, if there { b"WARC/1.0\r\n".to_vec() } else { Vec::new() });
                return Ok(Some(self.refuse(&self.name, "damaged", message)));
            }
            if !there {
                return Ok(None);
            }
            self.number += 1;
            let head = self.head()?;
            let kind = head.get("warc-type").map(String::as_str).unwrap_or_default().to_owned();
            let address = head.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
            let at = address.clone().unwrap_or_else(|| format!("{}#{}", self.name, self.number));
            let Some(length) = head.get("content-length").and_then(|l| l.parse::<usize>().ok()) else {
                return Ok(Some(self.refuse(&at, "damaged", "a record that does not say how long it is")));
            };
            let block = self.block(length)?;
            if !matches!(kind.as_str(), "response" | "resource" | "conversion")
                || address.as_ref().is_some_and(|a| a.starts_with("dns:"))
            {
                continue;
            }
            if length > self.most {
                return Ok(Some(self.refuse(&at, "too-long", "a record longer than is read at once; it was skipped")));
            }
            let broken = block.len() < length;
            let found = self.read(&at, address.as_deref(), &kind, &head, &block);
            return Ok(Some(if broken && found.is_err() {
                self.refuse(&at, "damaged", "a record that breaks off")
            } else {
                found
            }));
        }
    }

    fn refuse(&self, at: &str, code: &'static str, message: &str) -> Found {
        let place = if at == self.name { at.to_owned() } else { format!("{at} in {}", self.name) };
        Err(refused(at, code, format!("{place}: {message}")))
    }

    /// The report in a block.
    fn read(&self, at: &str, address: Option<&str>, kind: &str, head: &Fields, block: &[u8]) -> Found {
        let (mut body, mut said) = (block.to_vec(), head.get("content-type").cloned().unwrap_or_default());
        if kind == "response" {
            let answer = Answer::read(block);
            if let Some(answer) = answer {
                if answer.status != 200 {
                    let message = format!("the server answered {} and gave no page", answer.status);
                    return self.refuse(at, "http-status", &message);
                }
                said = answer.fields.get("content-type").cloned().unwrap_or_default();
                body = match answer.body(self.most) {
                    Ok(body) => body,
                    Err(error) => return self.refuse(at, "damaged", &format!("its body does not unpack ({error})")),
                };
            }
        }
        let charset = said
            .split_once("charset=")
            .map(|(_, c)| c.trim_matches(['"', '\'', ' ']).split(';').next().unwrap_or_default().to_owned());
        let media = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut notes = Vec::new();
        let page = matches!(media.as_str(), "text/html" | "application/xhtml+xml");
        let mut found = if page {
            html::read(Some(at), at, &body, charset.as_deref(), notes)?
        } else if media == "text/plain" {
            let text = charset::decode(at, &body, charset.as_deref(), &mut notes);
            let raw =
                RawItem { name: Some(at.to_owned()), bytes: text.into_bytes(), meta: Meta::default(), notes, id: None };
            Item { raw, group: None }
        } else {
            return self.refuse(
                at,
                "format",
                &format!("it is {}, no page", if media.is_empty() { "of no kind that it says" } else { &media }),
            );
        };
        // The address it was fetched from is surer than the one that the page gives.
        found.raw.meta.url = address.map(str::to_owned).filter(|a| a.contains("://")).or(found.raw.meta.url);
        Ok(found)
    }
}

/// Takes a field of a head in: `Name: value`.
fn field(line: &[u8], fields: &mut Fields) {
    let line = String::from_utf8_lossy(line);
    if let Some((name, value)) = line.split_once(':') {
        fields.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| value.trim().to_owned());
    }
}

/// Where in a block another record begins.
fn next_record(block: &[u8]) -> Option<usize> {
    const NEXT: &[u8] = b"\r\n\r\nWARC/1.";
    let mut from = 0;
    while let Some(at) = block[from..].iter().position(|b| *b == b'W').map(|at| from + at) {
        if at >= 4 && block[at - 4..].starts_with(NEXT) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// What a server answered.
struct Answer<'b> {
    status: u16,
    fields: Fields,
    body: &'b [u8],
}

impl<'b> Answer<'b> {
    fn read(block: &'b [u8]) -> Option<Self> {
        let mut lines = block.split_inclusive(|b| *b == b'\n');
        let first = String::from_utf8_lossy(lines.next()?).into_owned();
        let status = first.strip_prefix("HTTP/")?.split(' ').nth(1)?.trim().parse().ok()?;
        let (mut fields, mut at) = (Fields::new(), first.len());
        for line in lines {
            at += line.len();
            if line.trim_ascii().is_empty() || at > HEAD {
                break;
            }
            field(line, &mut fields);
        }
        Some(Self { status, fields, body: block.get(at..).unwrap_or_default() })
    }

    /// The body, out of its pieces and unpacked.
    fn body(&self, most: usize) -> io::Result<Vec<u8>> {
        let has =
            |name: &str, value: &str| self.fields.get(name).is_some_and(|v| v.to_ascii_lowercase().contains(value));
        let joined = if has("transfer-encoding", "chunked") { pieces(self.body) } else { None };
        let body = joined.unwrap_or_else(|| self.body.to_vec());
        if has("content-encoding", "gzip") && body.starts_with(&[0x1F, 0x8B]) {
            let mut whole = Vec::new();
            MultiGzDecoder::new(body.as_slice()).take(most as u64).read_to_end(&mut whole)?;
            return Ok(whole);
        }
        Ok(body)
    }
}

/// A body that came in pieces, each behind its length; `None` where it did not.
fn pieces(body: &[u8]) -> Option<Vec<u8>> {
    let (mut joined, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.iter().take(20).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if length == 0 {
            return Some(joined);
        }
        let piece = rest.get(..length).unwrap_or(rest);
        joined.extend(piece);
        rest = rest.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(joined);
        }
    }
}

impl Iterator for Warc {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        match self.record() {
            Ok(found) => {
                self.ended = found.is_none();
                found
            }
            Err(error) => {
                // A packed archive goes on behind a member that is damaged.
                self.back.clear();
                self.failures += 1;
                self.ended = self.failures > FAILURES || crate::pack::code(&error) != "damaged";
                Some(Err(failed(&format!("{}#{}", self.name, self.number), &error)))
            }
        }
    }
}
