use super::*;

const FRENCH: &str = "Le ministre des transports a déclaré lundi que le traversier ne partirait pas avant la fin de la \
    semaine, et que les négociations avec les syndicats allaient reprendre dans la capitale.";
const ENGLISH_NEWS: &str = "The transport minister said on Monday that the ferry would not sail before the end of the \
    week, and that talks with the unions were to begin again in the capital.";

/// The code of the refusal or of the only note, or `ok`.
fn check(text: &str, given: Option<&str>, expect: &str) {
    let mut notes = Vec::new();
    let outcome = admit(text, given, &mut notes);
    let code = match (&outcome, notes.first()) {
        (Err(reason), _) => reason.code,
        (Ok(()), Some(note)) => note.code,
        (Ok(()), None) => "ok",
    };
    assert_eq!(code, expect, "{text:?} {given:?}: {outcome:?} {notes:?}");
}

#[test]
fn small_words_are_short() {
    assert!(lists().language_marks.words().all(|word| word.len() <= 5), "longer words are never looked up");
}

#[test]
fn other_languages_are_refused() {
    for text in [
        FRENCH,
        "Der Verkehrsminister sagte am Montag, dass die Fähre nicht vor Ende der Woche ablegen werde und dass die \
         Gespräche mit den Gewerkschaften wieder aufgenommen würden.",
        "El ministro de Transportes dijo el lunes que el transbordador no zarparía antes del fin de semana y que las \
         conversaciones con los sindicatos se reanudarían en la capital.",
        "O ministro dos Transportes disse na segunda-feira que a balsa não partiria antes do fim da semana e que as \
         negociações com os sindicatos seriam retomadas na capital do país.",
        "De minister van Verkeer zei maandag dat de veerboot niet voor het einde van de week zou uitvaren, en dat de \
         gesprekken met de vakbonden in de hoofdstad weer zouden beginnen.",
        "Samferdselsministeren sa mandag at ferja ikke kommer til å gå før slutten av uka, og at samtalene med \
         fagforeningene skal begynne igjen i hovedstaden. Ingen av partene ville si noe mer om saken etter møtet, som \
         varte i flere timer.",
        "Menteri Perhubungan mengatakan pada hari Senin bahwa kapal feri tidak akan berlayar sebelum akhir pekan, dan \
         bahwa pembicaraan dengan serikat pekerja akan dimulai lagi di ibu kota. Tidak ada pihak yang mau memberikan \
         keterangan lebih lanjut.",
        "Ulaştırma bakanı pazartesi günü yaptığı açıklamada feribotun hafta sonundan önce kalkmayacağını ve \
         sendikalarla görüşmelerin başkentte yeniden başlayacağını söyledi.",
        "Министр транспорта заявил в понедельник, что паром не отправится раньше конца недели.",
        "قال وزير النقل يوم الاثنين إن العبارة لن تبحر قبل نهاية الأسبوع.",
        "交通部长星期一说，渡轮在本周末之前不会启航。",
        "LE MINISTRE DES TRANSPORTS EXCLUT TOUTE NÉGOCIATION AVEC LES SYNDICATS AVANT LA FIN DE LA SEMAINE",
        "Président Macron a dit à Bruxelles que la France ne signera pas cet accord sans garanties pour ses agriculteurs.",
        "Да.",
        "שלום",
    ] {
        check(text, None, "not-english");
    }
}

#[test]
fn a_refusal_names_the_language() {
    let reason = admit(FRENCH, None, &mut Vec::new()).unwrap_err();
    assert!(reason.message.contains("looks French (fra, "), "{}", reason.message);
    assert!(reason.message.contains("reads English only"), "{}", reason.message);
}

#[test]
fn english_of_every_kind_is_read() {
    for text in [
        ENGLISH_NEWS,
        "Ferry sails.",
        "MINISTER RULES OUT FERRY TALKS AFTER UNION WALKOUT; OSLO MAYOR CALLS EMERGENCY MEETING MONDAY",
        "Oslo mayor Ragnhild Bjørnsdóttir and Reykjavík's Þorsteinn Guðmundsson met Guðrún Sigurðardóttir, Ólafur \
         Kjartansson and Ásgeir Halldórsson in Tórshavn.",
        "President Kassym-Jomart Tokayev met Sadyr Japarov, Shavkat Mirziyoyev, Gurbanguly Berdimuhamedow and Emomali \
         Rahmon in Astana.",
        "Volodymyr Zelenskyy (Володимир Зеленський) met the mayor of Kharkiv (Харків), Ihor Terekhov (Ігор Терехов), \
         to talk about the shelling of the city.",
        "Speaking to Al-Jazeera (الجزيرة), the minister said that the word sumud (صمود) had been misread by both sides.",
        "Goals: Haaland 12, Ødegaard 45, Sørloth 78. Attendance: 23,400. Referee: François Letexier (France).",
        "Brazil: Alisson; Danilo, Marquinhos, Thiago Silva, Alex Sandro; Casemiro, Lucas Paquetá; Raphinha, Neymar, \
         Vinícius Júnior; Richarlison.",
        "Luiz Inácio Lula da Silva, Geraldo Alckmin, Fernando Haddad, Marina Silva, Simone Tebet, Flávio Dino, José Múcio",
        "Members: Jean-Luc Mélenchon, Marine Le Pen, Édouard Philippe, François Ruffin, Élisabeth Borne, Gérald Darmanin.",
        "Injured: Müller (knee), Neuer (calf), Kimmich (ankle), Goretzka (thigh). Suspended: Gnabry, Sané, Upamecano.",
        "PRIME MINISTER NETANYAHU MEETS FRANCE'S MACRON, GERMANY'S SCHOLZ AMID HOSTAGE TALKS - OFFICIALS",
        "Live at https://nouvelles.example/les-derniers-titres-de-la-semaine-en-direct https://b.example/a-la-une",
        "12,400 13,900 18,800 2019 2020 2021",
        "👩‍🚀🚢",
        &"a".repeat(9000),
        &"MOSCOW — ".repeat(30),
    ] {
        check(text, None, "ok");
    }
}

#[test]
fn quotations_do_not_make_a_report_foreign() {
    check(&format!("{ENGLISH_NEWS}\n\n“{FRENCH}”\n\n{ENGLISH_NEWS}"), None, "ok");
    check(&format!("{ENGLISH_NEWS} {FRENCH}"), None, "ok");
    let long = format!("{}{}", format!("{FRENCH}\n").repeat(20), format!("{ENGLISH_NEWS}\n").repeat(200));
    check(&long, None, "ok");
    check(&format!("{}{ENGLISH_NEWS}", format!("{FRENCH}\n").repeat(40)), None, "not-english");
}

#[test]
fn the_source_is_heard() {
    for tag in ["en", "en-US", "eng", "English", "EN_gb", "en_US.UTF-8"] {
        check(ENGLISH_NEWS, Some(tag), "ok");
        check(FRENCH, Some(tag), "language-mismatch");
    }
    for tag in ["fr", "fra", "French", "fr-CA", "sr-Latn"] {
        check(ENGLISH_NEWS, Some(tag), "language-mismatch");
        check(FRENCH, Some(tag), "not-english");
        check("Ferry sails.", Some(tag), "not-english");
    }
    for tag in ["", " ", "und", "mul", "unknown", "x", "é", "12"] {
        check("Ferry sails.", Some(tag), "ok");
        check(FRENCH, Some(tag), "not-english");
    }
}
