//! Pages, feeds, what agencies send, archives of the web: what a user gets of them by `dateline read` without an option.

mod program;

use flate2::{Compression, write::GzEncoder};
use program::{Ran, folder, run, write};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

const ONE: &str = "Rebels shelled the town of Tal Amra on Sunday, killing two people, the army said.";
const TWO: &str = "Norway condemned the shelling of Tal Amra on Monday and called for an inquiry.";

fn read(here: &Path, file: &str) -> Ran {
    run(here, &["read", "--model", "fast", "--format", "jsonl", "--with-text", file], b"")
}

/// What a user sees of each report: its name, day, headline, outlet, address, text, and whether any event.
fn seen(ran: &Ran) -> Vec<String> {
    let events = ran.of_kind("event");
    let told = |d: &Value| {
        let told = if events.iter().any(|e| e["doc"] == d["doc"]) { "events" } else { "none" };
        let fields = ["doc", "date", "title", "publisher", "url", "text"];
        let fields: Vec<&str> = fields.iter().map(|f| d[f].as_str().unwrap_or("–")).collect();
        format!("{} | {told}", fields.join(" | "))
    };
    ran.of_kind("document").iter().map(told).collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], want: &[&str]) -> Ran {
    let here = folder(&format!("format-{name}"));
    write(&here, &[(name, bytes)]);
    let ran = read(&here, name);
    assert_eq!(seen(&ran), want, "{name}: {}", ran.notes);
    ran
}

fn page() -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Shells fall | Lakeside News</title>\
         <meta property=\"og:site_name\" content=\"Lakeside News\">\
         <meta property=\"article:published_time\" content=\"2024-05-05T10:00:00Z\">\
         <meta property=\"article:modified_time\" content=\"2024-05-09T10:00:00Z\"></head><body>\
         <nav><a href=\"/\">Home</a></nav><div class=\"cookie-banner\"><p>We value your privacy and store \
         what you read for the purposes of our 300 partners.</p></div><h1>Shells fall</h1><p>{ONE}</p>\
         <p>READ MORE: <a href=\"/x\">The war in the hills, told by those who fled from it</a></p><p>{TWO}</p>\
         <div class=\"related\"><p>Turkey accused Greece of shelling a boat in the strait, the coast guard said.</p></div>\
         <footer><p>Lakeside News is no part of any government or party, and lives on its readers.</p></footer></body></html>"
    )
}

#[test]
fn the_report_of_a_page_is_read_and_nothing_around_it() {
    let text = format!("{ONE}\n\n{TWO}");
    let want = format!("page.html | 2024-05-05 | Shells fall | Lakeside News | – | {text} | events");
    check("page.html", page().as_bytes(), &[&want]);
    check("page", page().as_bytes(), &[&want.replace("page.html", "page")]);
    let list = "<html><body><ul><li><a href=1>Shells fall on Tal Amra, two dead</a></li></ul></body></html>";
    let ran = check("list.html", list.as_bytes(), &[]);
    assert_eq!(ran.code, Some(1));
    ran.noted("no-report", "list.html: no report was found on the page: nothing in it reads as paragraphs of prose;");
    let undated = page().replace("article:published_time", "article:expiration_time");
    let ran = check(
        "undated.html",
        undated.as_bytes(),
        &[&want.replace("page.html", "undated.html").replace("2024-05-05", "–")],
    );
    ran.noted("undated", "no date");
}

#[test]
fn pages_are_read_in_the_encoding_they_are_in() {
    let quoted =
        "\u{201c}We will not leave,\u{201d} the mayor of Tal Amra, Ren\u{e9}e Haddad, told reporters on Sunday.";
    let windows: Vec<u8> = quoted
        .chars()
        .map(|c| match c {
            '\u{201c}' => 0x93,
            '\u{201d}' => 0x94,
            c => c as u8,
        })
        .collect();
    for (name, head) in [("a.html", "<meta charset=windows-1252>"), ("b.html", "<meta charset=utf-8>"), ("c.html", "")]
    {
        let page = [b"<html><head>", head.as_bytes(), b"</head><body><p>", &windows, b"</p></body></html>"].concat();
        let here = folder(&format!("charset-{name}"));
        write(&here, &[(name, &page)]);
        let ran = read(&here, name);
        assert_eq!(ran.of_kind("document")[0]["text"], quoted, "{name}: {}", ran.notes);
    }
    let here = folder("charset-text");
    write(&here, &[("a.txt", &windows), ("b.txt", "Heâ€™s left the town of Tal Amra, the army said.".as_bytes())]);
    let ran = read(&here, "a.txt");
    assert_eq!(ran.of_kind("document")[0]["text"], quoted);
    ran.noted("charset", "a.txt: it is no UTF-8; it was read as Windows-1252");
    let ran = read(&here, "b.txt");
    assert_eq!(ran.of_kind("document")[0]["text"], "He’s left the town of Tal Amra, the army said.");
    ran.noted("mojibake", "1 character(s)");
}

#[test]
fn feeds_give_a_report_an_entry() {
    let rss = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>Lakeside News</title><language>en</language><item><title>Shells &amp; talks</title>\
         <link>https://lakeside.example/1</link><guid isPermaLink=\"false\">g1</guid><pubDate>Sun, 05 May 2024 10:00:00 GMT</pubDate>\
         <description>Short.</description><content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p><script>x()</script>]]></content:encoded></item>\
         <item><title>Empty</title></item>\
         <item><title>Talks</title><link>https://lakeside.example/2</link><description>&lt;p&gt;{TWO}&lt;/p&gt;</description></item></channel></rss>"
    );
    let first = format!(
        "g1 | 2024-05-05 | Shells & talks | Lakeside News | https://lakeside.example/1 | {ONE}\n\n{TWO} | events"
    );
    let last =
        format!("https://lakeside.example/2 | – | Talks | Lakeside News | https://lakeside.example/2 | {TWO} | events");
    let ran = check("feed.xml", rss.as_bytes(), &[&first, &last]);
    ran.noted("no-report", "feed.xml#2: the entry holds no text, only what it is called");
    ran.noted("summary", "https://lakeside.example/2: feed.xml#3: the feed holds a summary of the report");
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Lakeside News</title><entry><title type=\"html\">Shells &lt;b&gt;fall&lt;/b&gt;</title>\
         <link rel=\"self\" href=\"https://lakeside.example/self\"/><link href=\"https://lakeside.example/3\"/><id>tag:1</id>\
         <published>2024-05-05T10:00:00Z</published><updated>2024-05-09T10:00:00Z</updated>\
         <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{ONE}</p><p>{TWO}</p></div></content></entry></feed>"
    );
    let want = format!(
        "tag:1 | 2024-05-05 | Shells fall | Lakeside News | https://lakeside.example/3 | {ONE}\n\n{TWO} | events"
    );
    check("feed.atom", atom.as_bytes(), &[&want]);
}

#[test]
fn what_agencies_send_is_read() {
    let nitf = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE nitf SYSTEM \"nitf-3-4.dtd\"><nitf><head><title>Shells</title><docdata><doc-id id-string=\"N7\"/>\
         <date.issue norm=\"20240505T100000Z\"/></docdata><pubdata name=\"Northline\"/></head><body><body.head><hedline><hl1>Shells fall</hl1></hedline>\
         <byline>By A. Writer</byline></body.head><body.content><p>{ONE}</p><media><media-caption><p>Smoke over the town.</p></media-caption></media>\
         <p>{TWO}</p></body.content></body></nitf>"
    );
    let text = format!("{ONE}\n\n{TWO}");
    check("n.xml", nitf.as_bytes(), &[&format!("N7 | 2024-05-05 | Shells fall | Northline | – | {text} | events")]);
    let g2 = |class: &str, content: &str| {
        format!(
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem guid=\"urn:n:9\" xml:lang=\"en\"><itemMeta>\
             <itemClass qcode=\"ninat:{class}\"/><provider literal=\"Northline\"/><versionCreated>2024-05-06T01:00:00Z</versionCreated>\
             <firstCreated>2024-05-05T10:00:00Z</firstCreated></itemMeta><contentMeta><headline>Shells fall</headline></contentMeta>\
             <contentSet>{content}</contentSet></newsItem></itemSet></newsMessage>"
        )
    };
    let inline = format!(
        "<inlineXML contenttype=\"application/xhtml+xml\"><html><body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML>"
    );
    let want = format!("urn:n:9 | 2024-05-05 | Shells fall | Northline | – | {text} | events");
    check("g.xml", g2("text", &inline).as_bytes(), &[&want]);
    let ran = check("p.xml", g2("picture", "<remoteContent href=\"a.jpg\"/>").as_bytes(), &[]);
    ran.noted("no-report", "p.xml#1: it is an item of the class ninat:picture; it holds no text of a report");
    let ninjs = serde_json::json!({"uri": "urn:n:9", "type": "text", "firstcreated": "2024-05-05T10:00:00Z", "language": "en",
        "headlines": [{"role": "main", "value": "Shells fall"}], "infosources": [{"name": "Northline"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": format!("<p>{ONE}</p><p>{TWO}</p>")}]});
    check("n.json", ninjs.to_string().as_bytes(), &[&want]);
    let picture = serde_json::json!({"uri": "urn:n:1", "type": "picture", "versioncreated": "2024-05-05", "headlines": [], "bodies": []});
    check("p.json", picture.to_string().as_bytes(), &[]).noted("no-report", "an item of the type \"picture\"");
}

fn record(kind: &str, address: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-06-01T00:00:00Z\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

fn answer(status: &str, media: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n{body}")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn archives_of_the_web_are_read_record_by_record() {
    let at = |n: u8| format!("https://lakeside.example/{n}");
    let html = "text/html; charset=utf-8";
    let records = [
        record("warcinfo", &at(0), "software: x\r\n"),
        record("request", &at(1), "GET / HTTP/1.1\r\n\r\n"),
        record("response", &at(1), &answer("200 OK", html, &page())),
        record("response", &at(2), &answer("404 Not Found", html, &page())),
        record("response", &at(3), &answer("200 OK", "image/png", "PNG")),
        record("conversion", &at(4), TWO).replace("WARC-Type", "Content-Type: text/plain\r\nWARC-Type"),
    ];
    let first = format!("{} | 2024-05-05 | Shells fall | Lakeside News | {} | {ONE}\n\n{TWO} | events", at(1), at(1));
    let last = format!("{} | – | – | – | {} | {TWO} | events", at(4), at(4));
    let ran = check("a.warc", records.concat().as_bytes(), &[&first, &last]);
    ran.noted("http-status", "https://lakeside.example/2 in a.warc: the server answered 404 and gave no page");
    ran.noted("format", "https://lakeside.example/3 in a.warc: it is image/png, no page");
    ran.noted("accounting", "4 items: 2 read, 2 refused (1 format, 1 http-status)");
    let mut members: Vec<Vec<u8>> = records.iter().map(|r| gzip(r.as_bytes())).collect();
    check("a.warc.gz", &members.concat(), &[&first, &last]);
    // A member that is damaged costs its record alone; so does a length that is wrong.
    let at_middle = members[3].len() / 2;
    members[3][at_middle] ^= 0x55;
    let ran = check("b.warc.gz", &members.concat(), &[&first, &last]);
    ran.noted("damaged", "a gzip file that does not unpack to its end");
    let mut wrong = records.clone();
    wrong[3] = wrong[3].replace("Content-Length: ", "Content-Length: 9");
    check("c.warc", wrong.concat().as_bytes(), &[&first, &last]);
    let cut = records.concat();
    check("d.warc", &cut.as_bytes()[..cut.len() - TWO.len() - 200], &[&first]);
}
