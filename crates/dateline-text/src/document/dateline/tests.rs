use super::*;

/// Place, agency, date and covered words of the dateline found, `-` for none of each.
fn shown(text: &str) -> Option<String> {
    find(text).map(|found| {
        let dash = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let figure = |n: Option<i16>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let date = found.date.map_or_else(
            || "-".to_owned(),
            |date| format!("{}/{}/{}", figure(date.year), date.month, figure(date.day.map(i16::from))),
        );
        format!("{} | {} | {date} | {}", dash(&found.place), dash(&found.agency), found.span.of(text))
    })
}

/// Each dateline with a sentence after it.
fn check(dateline: &str, expect: &str) {
    let text = format!("{dateline}Two ministers met about the ferry on Monday.\n\nNobody else came.\n");
    let expect = format!("{expect} | {}", dateline.trim());
    assert_eq!(shown(&text), Some(expect), "{text:?}");
}

#[test]
fn place_and_agency() {
    check("WASHINGTON (AP) — ", "WASHINGTON | AP | -");
    check("KYIV, Ukraine (AP) -- ", "KYIV, Ukraine | AP | -");
    check("ST. PETERSBURG, Russia (AP) — ", "ST. PETERSBURG, Russia | AP | -");
    check("MIAMI BEACH, Fla. (AP) _ ", "MIAMI BEACH, Fla. | AP | -");
    check("WINSTON-SALEM, N.C. (AP) — ", "WINSTON-SALEM, N.C. | AP | -");
    check("PORT-AU-PRINCE, Haiti (Reuters) - ", "PORT-AU-PRINCE, Haiti | Reuters | -");
    check("ABOARD AIR FORCE ONE (AP) — ", "ABOARD AIR FORCE ONE | AP | -");
    check("ON THE POLAND-BELARUS BORDER (Reuters) - ", "ON THE POLAND-BELARUS BORDER | Reuters | -");
    check("NEW YORK (AP) ", "NEW YORK | AP | -");
    check("Berlin (dpa) - ", "Berlin | dpa | -");
    check("Rio de Janeiro (AFP) – ", "Rio de Janeiro | AFP | -");
    check("RAMALLAH (Lakeside News) — ", "RAMALLAH | Lakeside News | -");
    check("BRUSSELS (AP/AFP) — ", "BRUSSELS | AP/AFP | -");
    check("(AP) ", "- | AP | -");
    check("(Reuters) - ", "- | Reuters | -");
    check("AFP — ", "- | AFP | -");
}

#[test]
fn place_and_date() {
    check("UNITED NATIONS, May 3 - ", "UNITED NATIONS | - | ?/5/3");
    check("Goma, 4 May – ", "Goma | - | ?/5/4");
    check("date 2023-10-11 Moscow: ", "Moscow | - | 2023/10/11");
    check(" Date: 2023-10-11, Gumri: ", "Gumri | - | 2023/10/11");
    check("[Nairobi, 12 June] ", "Nairobi | - | ?/6/12");
    check("(Lodwar, June 12, 2021) – ", "Lodwar | - | 2021/6/12");
    check("February 21, 2015 (JUBA) - ", "JUBA | - | 2015/2/21");
    check("21 February 2015 (Nairobi) – ", "Nairobi | - | 2015/2/21");
    check("OSLO – Friday, June 12, 2020 – ", "OSLO | - | 2020/6/12");
    check("GENEVA (3 May 2023) – ", "GENEVA | - | 2023/5/3");
    check("Oct. 11, 2023 — ", "- | - | 2023/10/11");
    check("LONDON, Tuesday — ", "LONDON | - | -");
    check("OSLO, Monday, October 2 — ", "OSLO | - | ?/10/2");
    check("LONDON, May 3. ", "LONDON | - | ?/5/3");
    check("LAHORE, Oct. 11: ", "LAHORE | - | ?/10/11");
}

#[test]
fn place_date_and_agency() {
    check("MOSCOW, Oct 11 (Reuters) - ", "MOSCOW | Reuters | ?/10/11");
    check("Beijing, 3 March 2022 (AFP) –", "Beijing | AFP | 2022/3/3");
    check("LONDON/PARIS, 4 May (Reuters) - ", "LONDON/PARIS | Reuters | ?/5/4");
    check("MOSCOW. Oct 11 (Interfax) - ", "MOSCOW | Interfax | ?/10/11");
    check("MOSCOW, October 11. /TASS/. ", "MOSCOW | TASS | ?/10/11");
    check("ABU DHABI, 11th October, 2023 (WAM) -- ", "ABU DHABI | WAM | 2023/10/11");
    check("New Delhi, Oct 11 (PTI) ", "New Delhi | PTI | ?/10/11");
    check("TEHRAN, Oct. 11, IRNA – ", "TEHRAN | IRNA | ?/10/11");
    check("Oct 11 (Reuters) - ", "- | Reuters | ?/10/11");
    check("N’DJAMENA, Sept 30 (AFP) - ", "N’DJAMENA | AFP | ?/9/30");
    check("WASHINGTON, D.C., Oct. 11 (UPI) -- ", "WASHINGTON, D.C. | UPI | ?/10/11");
    check("NEW YORK Oct 11 (Reuters) - ", "NEW YORK | Reuters | ?/10/11");
    check("Paris (France), 3 March 2022 (AFP) – ", "Paris | AFP | 2022/3/3");
}

#[test]
fn a_place_alone_when_it_convinces() {
    check("GENEVA — ", "GENEVA | - | -");
    check("RAMALLAH, West Bank — ", "RAMALLAH, West Bank | - | -");
    check("LODWAR, Ky. –- ", "LODWAR, Ky. | - | -");
    check("GUMRI, Armenia - ", "GUMRI, Armenia | - | -");
    check("TURKANA — ", "TURKANA | - | -");
    check("Geneva — ", "Geneva | - | -");
    check("Moscow: ", "Moscow | - | -");
    check("NEW DELHI: ", "NEW DELHI | - | -");
    check("(Geneva) – ", "Geneva | - | -");
}

#[test]
fn after_headline_and_byline() {
    let text = "Ferry talks stall\r\n\r\nBy Jane Doe\r\n\r\nOSLO, Oct 11 (Reuters) - Two ministers left.\r\n";
    assert_eq!(shown(text).unwrap(), "OSLO | Reuters | ?/10/11 | OSLO, Oct 11 (Reuters) -");
    let text = "Ferry talks stall\nGENEVA — Two ministers left the ferry talks on\nMonday.";
    assert_eq!(shown(text).unwrap(), "GENEVA | - | - | GENEVA —");
    let text = "OSLO, 11 October 2023\n\nTwo ministers left.";
    assert_eq!(shown(text).unwrap(), "OSLO | - | 2023/10/11 | OSLO, 11 October 2023");
}

#[test]
fn prose_headlines_and_rubrics_have_none() {
    for text in [
        "Washington said on Monday that the ferry would sail.",
        "NEW: The ferry will sail on Monday.",
        "WHO: The ferry needs a doctor on board.",
        "Update 2: The ferry will sail on Monday.",
        "UPDATE 2-Ferry will sail on Monday.",
        "Q: Will the ferry sail? A: It will.",
        "BREAKING - The ferry will sail on Monday.",
        "EXCLUSIVE — The ferry will sail on Monday.",
        "On September 30 – The ferry sailed.",
        "From February 20th – The ferry is closed.",
        "September 11, 2001 Ferry Memorials/Services: The ferry sails.",
        "CHOGM - The ferry sailed.",
        "NATO — The alliance met on Monday.",
        "UNICEF — The agency met on Monday.",
        "CNN: The ferry will sail on Monday.",
        "PUTIN: We will not pay for the ferry.",
        "Moscow: We will not pay\n\nThe ferry did not sail on Monday.",
        "GENEVA — Talks stall\n\nThe ferry did not sail on Monday.",
        "RUSSIA-UKRAINE WAR - What to know\n\nThe ferry did not sail.",
        "London, long a port, has no ferry.",
        "Washington — Oslo's main partner — said on Monday that it would pay.",
        "Geneva — long a place of talks — was quiet.",
        "Paris (France) is a city.",
        "Smith (R-Ohio) — A friend of ferries — spoke.",
        "May 3 was a quiet day in Oslo.",
        "May 3 — The ferry sails.",
        "On Oct. 11, 2023, the ferry sailed.",
        "In Moscow, Oct 11 was a holiday.",
        "Oct. 11, 2023 was a holiday.",
        "Jane Doe, 43, sails the ferry.",
        "The Associated Press (AP) said the ferry sailed.",
        "Photo (AP) — The ferry sails.",
        "Moscow-based sailors said the ferry was late.",
        "Oslo-London - a ferry line - will close.",
        "(Updated) The ferry will sail.",
        "[Music] The ferry will sail.",
        "Note: The ferry will sail.",
        "Tokyo: a city of ferries.",
        "The talks ended.\n\nOSLO (AP) — Two ministers left.",
        "",
        " ",
        "(",
        "[Nairobi",
        "()",
        "(AP)",
        "—",
        "MOSCOW",
        "/TASS/",
        "date",
        "Date:",
        "É",
        "É.",
        "É—",
    ] {
        assert_eq!(shown(text), None, "{text:?}");
    }
}
