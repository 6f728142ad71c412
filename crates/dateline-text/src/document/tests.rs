use super::*;
use proptest::prelude::*;

const NEWS: &str = "The minister said on Monday that the ferry would not sail before the end of the week.";

fn read(bytes: impl Into<Vec<u8>>) -> Result<Noted<Document>, Refused> {
    document(&RawItem::new(bytes), &Limits::default())
}

fn limited(bytes: impl Into<Vec<u8>>, max_bytes: usize) -> Noted<Document> {
    document(&RawItem::new(bytes), &Limits { max_bytes }).unwrap()
}

fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code).collect()
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let unit = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn a_report_with_all_it_can_have() {
    let item = RawItem {
        id: None,
        name: Some("a.txt".to_owned()),
        bytes: format!("Ferry talks stall\n\nOSLO, Dec 31 (Reuters) - {NEWS}").into_bytes(),
        meta: Meta { url: Some("https://news.example/2024/01/02/ferry".to_owned()), ..Meta::default() },
        notes: Vec::new(),
    };
    let Noted { value, notes } = document(&item, &Limits::default()).unwrap();
    assert_eq!(notes, []);
    assert_eq!((value.id.as_str(), value.language, value.date_from), ("a.txt", "en", DateFrom::Dateline));
    assert_eq!(value.date.map(|date| date.to_string()).as_deref(), Some("2023-12-31"));
    assert_eq!(value.headline.map(|span| span.of(&value.text)), Some("Ferry talks stall"));
    assert_eq!(value.dateline.map(|dateline| dateline.span.of(&value.text)), Some("OSLO, Dec 31 (Reuters) -"));
    assert!(value.map.is_identity());
}

#[test]
fn an_item_without_an_id_is_named_by_its_text() {
    let plain = read(NEWS).unwrap().value;
    let marked = read(format!("\u{FEFF}{NEWS}")).unwrap().value;
    assert_eq!(plain.id, marked.id);
    assert_eq!(plain.id.len(), 16);
    assert_ne!(plain.id, read(format!("{NEWS} ")).unwrap().value.id);
}

#[test]
fn byte_order_marks_go_and_offsets_come_back() {
    let marked = read(format!("\u{FEFF}{NEWS}")).unwrap();
    assert_eq!((&*marked.value.text, codes(&marked.notes)), (NEWS, vec![]));
    assert_eq!((marked.value.map.raw(0), marked.value.map.raw(NEWS.len())), (3, NEWS.len() + 3));

    let text = "Zoë 🚢 said: né.\r\n";
    for big_endian in [false, true] {
        let bytes = utf16(text, big_endian);
        let decoded = read(bytes.clone()).unwrap();
        assert_eq!((&*decoded.value.text, codes(&decoded.notes)), (text, vec!["utf16"]));
        let ship = text.find('🚢').unwrap();
        let span = Span::new(text, ship, ship + 4).unwrap();
        assert_eq!(decoded.value.map.raw_range(span), 10..14);
        assert_eq!(decoded.value.map.raw(text.len()), bytes.len());
    }
    let mut broken = utf16(text, false);
    broken.extend([0x00, 0xD8, 0x41]);
    let decoded = read(broken).unwrap();
    assert_eq!(codes(&decoded.notes), ["utf16", "invalid-utf16"]);
    assert!(decoded.value.text.ends_with("\u{FFFD}\u{FFFD}"));
}

#[test]
fn bad_bytes_are_replaced_and_counted() {
    let mut bytes = NEWS.as_bytes().to_vec();
    bytes.extend(b" It\x92s caf\xE9 \xE2\x80 time.");
    let decoded = read(bytes.clone()).unwrap();
    assert_eq!(codes(&decoded.notes), ["invalid-utf8"]);
    assert!(
        decoded.notes[0]
            .message
            .contains(&format!("3 byte sequences are no UTF-8, the first at byte {},", NEWS.len() + 3))
    );
    let text = &decoded.value.text;
    let at = text.find("time").unwrap();
    assert_eq!(&bytes[decoded.value.map.raw(at)..], b"time.");
    assert_eq!(decoded.value.map.raw(text.len()), bytes.len());
}

#[test]
fn what_is_no_text_is_refused() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err().reason;
    for bytes in [&b""[..], b" \r\n\t", "\u{FEFF}\u{200B} ".as_bytes()] {
        assert_eq!(refused(bytes).code, "empty", "{bytes:?}");
    }
    let bare: Vec<u8> = NEWS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cyrillic: Vec<u8> = (0..200u8).map(|n| if n % 7 == 0 { b' ' } else { 0xE0 + n % 32 }).collect();
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    for (bytes, hint) in [
        (png, "a PNG image"),
        (b"\x7FELF\x02\x01\x01\0", "a program (ELF)"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"%PDF-1.7\n", "a PDF document"),
        (&bare, "UTF-16 without a byte-order mark"),
        (b"\xFF\xFE\0\0T\0\0\0h\0\0\0e\0\0\0", "UTF-32"),
        (&cyrillic, "WINDOWS-1251"),
        (b"\0\0\0", "control characters"),
    ] {
        let reason = refused(bytes);
        assert_eq!(reason.code, "binary", "{bytes:?}");
        assert!(reason.message.contains(hint), "{}", reason.message);
    }
}

#[test]
fn control_characters_stay() {
    let few = format!("{NEWS}\0{NEWS}");
    assert_eq!(
        (codes(&read(few.as_str()).unwrap().notes), read(few.as_str()).unwrap().value.text.len()),
        (vec![], few.len())
    );
    let many = format!("{NEWS}\x1B").repeat(10);
    let decoded = read(many.as_str()).unwrap();
    assert_eq!((&*decoded.value.text, codes(&decoded.notes)), (many.as_str(), vec!["control-characters"]));
}

#[test]
fn long_texts_are_cut_where_it_hurts_least() {
    for (text, max, kept) in [
        ("Ferry sails.\n\nIt is late.\nVery late. So be it.", 64, "Ferry sails.\n\nIt is late.\nVery late. So be it."),
        ("One two three four. Ferry sails.\r\n\r\nIt is late.", 40, "One two three four. Ferry sails.\r\n\r\n"),
        ("One two three four. Five six.\nSeven eight", 32, "One two three four. Five six.\n"),
        ("One two three four.” Five six seven", 25, "One two three four.” "),
        ("One two three four five six seven", 25, "One two three four five "),
        ("Onetwothreefourfivesixseven🚢🚢", 30, "Onetwothreefourfivesixseven"),
    ] {
        let decoded = limited(text, max);
        assert_eq!(&*decoded.value.text, kept);
        assert_eq!(codes(&decoded.notes), if kept == text { vec![] } else { vec!["cut"] }, "{text}");
    }
    let wide = limited(utf16("One two three four five six seven", false), 25);
    assert_eq!((&*wide.value.text, codes(&wide.notes)), ("One two three four five ", vec!["utf16", "cut"]));
    let none = document(&RawItem::new(NEWS), &Limits { max_bytes: 0 }).unwrap_err();
    assert_eq!(none.reason.code, "empty");
}

#[test]
fn marks_emoji_and_right_to_left_names_keep_spans_whole() {
    let body = "The mayor, Zoe\u{308} Şahin (שרה \u{202B}شاهين\u{202C}), said 👩‍👩‍👧 families were safe.";
    let text = format!("Ferry\u{301} Talks 🚢 Stall\n\nI\u{307}ZMI\u{307}R, Türkiye (AP) — {body}");
    let value = read(text.as_str()).unwrap().value;
    assert_eq!(value.headline.map(|span| span.of(&text)), Some("Ferry\u{301} Talks 🚢 Stall"));
    let dateline = value.dateline.unwrap();
    assert_eq!(dateline.place.as_deref(), Some("I\u{307}ZMI\u{307}R, Türkiye"));
    assert_eq!(dateline.span.of(&text), "I\u{307}ZMI\u{307}R, Türkiye (AP) —");
}

/// What must hold of any document.
fn hold(item: &RawItem, document: &Document) {
    let (text, map) = (&*document.text, &document.map);
    for span in document.dateline.iter().map(|dateline| dateline.span).chain(document.headline) {
        assert_eq!(Span::new(text, span.start(), span.end()), Some(span));
        assert!(!span.is_empty());
    }
    let mut before = 0;
    for at in 0..=text.len() {
        assert!(map.raw(at) >= before && map.raw(at) <= item.bytes.len(), "at {at} of {text:?}");
        before = map.raw(at);
    }
    if item.bytes.starts_with(text.as_bytes()) {
        assert!(map.is_identity());
    }
    // A character that is no replacement comes from bytes of its own.
    for (at, c) in text.char_indices().filter(|(_, c)| *c != '\u{FFFD}') {
        let span = Span::new(text, at, at + c.len_utf8()).unwrap();
        let raw = &item.bytes[map.raw_range(span)];
        let mut wide = [0; 2];
        let wide: &[u16] = c.encode_utf16(&mut wide);
        let same = raw == c.to_string().as_bytes()
            || raw == wide.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<_>>()
            || raw == wide.iter().flat_map(|u| u.to_be_bytes()).collect::<Vec<_>>();
        assert!(same, "{c:?} from {raw:?}");
    }
}

/// Reads an item under several limits and checks what comes of it.
fn check_any(item: &RawItem) {
    for max_bytes in [usize::MAX, 64, 7] {
        match document(item, &Limits { max_bytes }) {
            Ok(noted) => {
                assert!(noted.value.text.len() <= max_bytes);
                hold(item, &noted.value);
            }
            Err(refused) => assert_eq!(refused.reason.level, crate::Level::Error),
        }
    }
}

/// Scraps from which datelines, dates and headlines are made, and what may break them.
fn scraps() -> impl Strategy<Value = String> {
    const SCRAPS: &[&str] = &[
        "MOSCOW",
        "Oslo",
        ", ",
        " (Reuters)",
        "(AP) ",
        " — ",
        " - ",
        "--",
        ":",
        "Oct 11",
        "Oct. ",
        "11 May",
        "2023",
        "-10-11",
        "date ",
        "[",
        "]",
        "(",
        ")",
        "/TASS/",
        ". ",
        "St.",
        "the",
        "Monday",
        "\n",
        "\r\n",
        "\n\n",
        "é",
        "e\u{301}",
        "🚢",
        "שלום",
        "\u{202E}",
        "\0",
        "\u{FFFD}",
        " ",
        "\u{A0}",
        "The ferry sailed",
        "said.",
        "İ",
        "ß",
        "/",
        "1",
        "'",
        "’",
    ];
    prop::collection::vec(prop::sample::select(SCRAPS), 0..24).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_any(&RawItem::new(bytes));
    }

    #[test]
    fn text_with_bad_bytes(text in "(\\PC|[a-z ]){0,120}", bad in prop::collection::vec((0..120usize, any::<u8>()), 0..4), mark in any::<bool>()) {
        let mut bytes = if mark { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() };
        bytes.extend(text.bytes());
        for (at, byte) in bad {
            bytes.insert(at.min(bytes.len()), byte);
        }
        check_any(&RawItem::new(bytes));
    }

    #[test]
    fn any_utf16(units in prop::collection::vec(prop_oneof![4 => 32..127u16, 1 => any::<u16>()], 0..120), big_endian in any::<bool>()) {
        let unit = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        check_any(&RawItem::new(std::iter::once(0xFEFF).chain(units).flat_map(unit).collect::<Vec<u8>>()));
    }

    #[test]
    fn any_openings(text in scraps()) {
        check_any(&RawItem::new(text.clone()));
        prop_assert!(document(&RawItem::new(text.clone()), &Limits::default()).map_or(true, |noted| *noted.value.text == *text));
    }

    #[test]
    fn any_metadata(date in "\\PC{0,20}|[0-9/. -]{0,12}", scrap in scraps(), url in "(https://)?[a-z0-9/é-]{0,40}", language in "\\PC{0,8}") {
        for date in [date, scrap] {
            let meta = Meta {
                date: Some(date.clone()), url: Some(url.clone()), language: Some(language.clone()), fallback_date: Some(date), ..Meta::default()
            };
            check_any(&RawItem { meta, ..RawItem::new(NEWS) });
        }
    }
}

/// Time must not depend on how a text is broken into lines, words or good bytes.
#[test]
fn five_megabytes_in_one_line_are_quick() {
    for unit in ["The ferry sailed and ", "a", " ", "(", "MOSCOW, ", "—", "ab\u{1}cdefghijklmn", "é. "] {
        let text = unit.repeat((5 << 20) / unit.len());
        let began = std::time::Instant::now();
        let _ = read(text);
        assert!(began.elapsed().as_secs() < 5, "{unit:?} took {:?}", began.elapsed());
    }
}
