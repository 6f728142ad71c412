//! Reports in the formats that sources have.

use super::texts::Report;
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use serde_json::json;
use std::io::Write;

/// An object a line.
pub(super) fn jsonl(reports: &[Report]) -> Vec<u8> {
    reports.iter().flat_map(|r| (object(r).to_string() + "\n").into_bytes()).collect()
}

fn object(r: &Report) -> serde_json::Value {
    json!({"id": r.id, "date": r.date, "title": r.title, "text": r.text})
}

/// One array.
pub(super) fn array(reports: &[Report]) -> Vec<u8> {
    serde_json::Value::from(reports.iter().map(object).collect::<Vec<_>>()).to_string().into_bytes()
}

/// A table.
pub(super) fn csv(reports: &[Report]) -> Vec<u8> {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |r: &Report| [&r.id, &r.date, &r.title, &r.text].map(|c| cell(c)).join(",") + "\r\n";
    let rows: String = reports.iter().map(row).collect();
    format!("id,date,title,text\r\n{rows}").into_bytes()
}

/// Packed with gzip.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("memory takes what is written");
    packed.finish().expect("memory takes what is written")
}

/// A page.
pub(super) fn page(r: &Report) -> String {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta property=\"article:published_time\" content=\"{date}T10:00:00Z\"></head>\
         <body><article><h1>{title}</h1><p>{text}</p></article></body></html>\n",
        title = plain(&r.title),
        date = r.date,
        text = plain(&r.text)
    )
}

/// An archive of the web: a page a record. `host` is ten characters long, so that offsets do not depend on it.
pub(super) fn warc(reports: &[Report], host: &str) -> Vec<u8> {
    reports.iter().flat_map(|r| record(r, host)).collect()
}

/// One record of such an archive.
pub(super) fn record(r: &Report, host: &str) -> Vec<u8> {
    let page = page(r);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
        page.len()
    );
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{host}.example/{}\r\nWARC-Date: {}T10:00:00Z\r\n\
         WARC-Record-ID: <urn:x:{}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        r.id,
        r.date,
        r.id,
        http.len()
    );
    [head.as_bytes(), http.as_bytes(), b"\r\n\r\n"].concat()
}

/// A feed.
pub(super) fn feed(reports: &[Report]) -> Vec<u8> {
    let item = |r: &Report| {
        format!(
            "<item><title>{}</title><guid>{}</guid><pubDate>{}T10:00:00Z</pubDate><description><![CDATA[<p>{}</p>]]></description></item>\n",
            r.title, r.id, r.date, r.text
        )
    };
    let items: String = reports.iter().map(item).collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Northline</title>\n{items}</channel></rss>\n").into_bytes()
}

/// What agencies send.
pub(super) fn nitf(r: &Report) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><nitf><head><title>{0}</title><docdata><doc-id id-string=\"{1}\"/><date.issue norm=\"{2}\"/></docdata></head>\
         <body><body.head><hedline><hl1>{0}</hl1></hedline></body.head><body.content><p>{3}</p></body.content></body></nitf>",
        r.title, r.id, r.date, r.text
    )
    .into_bytes()
}

/// A zip archive; its members deflated.
pub(super) fn zip<'a>(members: impl Iterator<Item = (String, std::borrow::Cow<'a, [u8]>)>) -> Vec<u8> {
    let (mut out, mut list, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (name, bytes) in members {
        let mut crc = Crc::new();
        crc.update(&bytes);
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(&bytes).expect("memory takes what is written");
        let packed = packer.finish().expect("memory takes what is written");
        let mut head = b"\x14\0\0\0\x08\0\0\0\0\0".to_vec();
        for number in [crc.sum(), packed.len() as u32, bytes.len() as u32] {
            head.extend(number.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend((out.len() as u32).to_le_bytes());
        list.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(head);
        out.extend(name.as_bytes());
        out.extend(packed);
        count = count.wrapping_add(1);
    }
    let (at, length) = (out.len() as u32, list.len() as u32);
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
