use super::*;
use crate::Span;

fn day(written: &str) -> Date {
    written.parse().unwrap()
}

#[test]
fn dates_in_the_forms_of_metadata() {
    for written in [
        "2023-10-11",
        "2023-10-11T08:30:00Z",
        "2023-10-11 08:30:00+02:00",
        " 2023-10-11 ",
        "2023/10/11",
        "2023.10.11",
        "20231011",
        "20231011T083000Z",
        "20231011083000",
        "Wed, 11 Oct 2023 08:30:00 GMT",
        "11 Oct 2023",
        "11 October 2023",
        "11th October, 2023",
        "11th of October 2023",
        "October 11, 2023",
        "Oct. 11, 2023",
        "OCTOBER 11 2023",
        "Wednesday, October 11, 2023, 8:30 a.m.",
        "11-Oct-2023",
        "Wed Oct 11 08:30:00 2023",
        "Wed Oct 11 08:30:00 +0000 2023",
        "11.10.2023",
        "2023-10-11Z",
        "Wed, 11 Oct 2023",
    ] {
        assert_eq!(parse(written), Ok(day("2023-10-11")), "{written}");
    }
    assert_eq!(parse("13/10/2023"), Ok(day("2023-10-13")));
    assert_eq!(parse("10/13/2023"), Ok(day("2023-10-13")));
    assert_eq!(parse("10/10/2023"), Ok(day("2023-10-10")));
    assert_eq!(parse("Sept. 3, 2021"), Ok(day("2021-09-03")));
    assert_eq!(parse("Thurs, 3 Sep 2020"), Ok(day("2020-09-03")));
}

#[test]
fn what_names_no_day_is_told_apart() {
    assert_eq!(parse("10/11/2023"), Err(Fault::Ambiguous));
    assert_eq!(parse("2023"), Err(Fault::NoDay(2023)));
    assert_eq!(parse("2023-10"), Err(Fault::NoDay(2023)));
    assert_eq!(parse("October 2023"), Err(Fault::NoDay(2023)));
    for written in [
        "yesterday",
        "2023-02-30",
        "31 Feb 2023",
        "Oct 11",
        "20231345",
        "1697013000",
        "-1",
        "20231011abc",
        "2023-10-11x",
        "99999-10-11",
        "٢٠٢٣-١٠-١١",
        "10.11",
        "2023-W41-3",
        "Febtober 3, 2020",
        "0/0/0",
        "é",
        "3é Oct 2023",
        "Oct. é",
    ] {
        assert_eq!(parse(written), Err(Fault::Unreadable), "{written}");
    }
}

#[test]
fn dates_in_addresses() {
    let date = |url: &str| url::find(url).date;
    for url in [
        "https://news.example/2023/10/11/talks-stall/",
        "https://news.example/world/2023/oct/11/talks",
        "https://news.example/a/talks-20231011-story.html",
        "https://news.example/talks-2023-10-11",
        "news.example/2023_10_11/talks",
        "https://news.example/20231011/talks?x=2020-01-01",
        "https://news.example/2023/10/11/since-2001-09-11",
    ] {
        assert_eq!(date(url), Some(day("2023-10-11")), "{url}");
    }
    for url in [
        "https://news.example/article/12023101155",
        "https://news.example/?d=2023-10-11",
        "https://2023-10-11.example/a",
        "https://news.example/2023/13/40/x",
        "https://news.example/id-19450508",
        "https://news.example/1066/10/14/x",
        "",
        "/",
        "://",
        "é/é",
    ] {
        assert_eq!(date(url), None, "{url}");
    }
    assert_eq!(url::find("https://news.example/2023/10/talks").year, Some(2023));
    assert_eq!(url::find("https://news.example/film/1984").year, None);
}

fn dated(year: Option<i16>, month: i8, day: i8) -> Dateline {
    let span = Span::new("", 0, 0).unwrap();
    Dateline { place: None, agency: None, date: Some(PartialDate { year, month, day: Some(day) }), span }
}

/// Checks date, origin and codes of the notes.
fn check(meta: &Meta, dateline: Option<&Dateline>, expect: &str, codes: &[&str]) {
    let mut notes = Vec::new();
    let (date, from) = settle(&Around { meta, dateline, byline: None, name: None }, &mut notes);
    let date = date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    assert_eq!(format!("{date} {}", from.name()), expect, "{meta:?} {dateline:?}");
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), codes, "{notes:?}");
}

#[test]
fn sources_of_the_date_in_their_order() {
    let meta = |date: &str, url: &str, option: &str| {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Meta { date: some(date), url: some(url), fallback_date: some(option), ..Meta::default() }
    };
    let url = "https://news.example/2023/10/12/x";
    check(&meta("2023-10-13", url, "2020-01-01"), Some(&dated(Some(2023), 10, 11)), "2023-10-13 metadata", &[]);
    check(&meta("", url, "2020-01-01"), Some(&dated(Some(2023), 10, 11)), "2023-10-11 dateline", &[]);
    check(&meta("", url, "2020-01-01"), None, "2023-10-12 url", &[]);
    check(&meta("", "", "2020-01-01"), None, "2020-01-01 option", &[]);
    check(&meta("", "", ""), None, "- none", &[]);
    check(&meta(" ", "", ""), None, "- none", &[]);
    check(&meta("soon", url, ""), None, "2023-10-12 url", &["bad-date"]);
    check(&meta("1215-06-15", url, ""), None, "2023-10-12 url", &["implausible-date"]);
    check(&meta("", "", "next week"), None, "- none", &["bad-date"]);
    check(&meta("", url, ""), Some(&dated(Some(3023), 10, 11)), "2023-10-12 url", &["implausible-date"]);
}

#[test]
fn a_dateline_without_a_year_takes_the_nearest_one() {
    let url = |url: &str| Meta { url: Some(url.to_owned()), ..Meta::default() };
    let january = url("https://news.example/2024/01/02/x");
    check(&january, Some(&dated(None, 12, 31)), "2023-12-31 dateline", &[]);
    check(&january, Some(&dated(None, 1, 1)), "2024-01-01 dateline", &[]);
    check(&url("https://news.example/2024/x"), Some(&dated(None, 12, 31)), "2024-12-31 dateline", &[]);
    check(&url("https://news.example/2023/x"), Some(&dated(None, 2, 29)), "- none", &[]);
    check(&Meta::default(), Some(&dated(None, 12, 31)), "- none", &[]);
    let year = Meta { date: Some("2023".to_owned()), ..Meta::default() };
    check(&year, Some(&dated(None, 10, 11)), "2023-10-11 dateline", &["bad-date"]);
    let option = Meta { fallback_date: Some("2023-10-20".to_owned()), ..Meta::default() };
    check(&option, Some(&dated(None, 10, 11)), "2023-10-11 dateline", &[]);
}
