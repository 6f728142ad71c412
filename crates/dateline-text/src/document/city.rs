//! Cities that may stand alone in a dateline.
//!
//! Capitals, seats of organisations and other cities from which wires file without naming the country. This is not a
//! gazetteer: it only decides whether `Moscow: …` or `Geneva — …`, with neither agency nor date, opens a report. Names
//! that are as often a person's or a common word (Victoria, Male) are left out.

/// In lower case, sorted by bytes.
#[rustfmt::skip]
const CITIES: &[&str] = &[
    "abidjan", "abu dhabi", "abuja", "accra", "addis ababa", "aden", "aleppo", "algiers", "almaty", "amman",
    "amsterdam", "ankara", "antananarivo", "apia", "ashgabat", "asmara", "astana", "asuncion", "athens", "atlanta",
    "baghdad", "baku", "bali", "baltimore", "bamako", "bandar seri begawan", "bangalore", "bangkok", "bangui",
    "banjul", "barcelona", "basra", "beijing", "beirut", "belfast", "belgrade", "belmopan", "bengaluru", "benghazi",
    "berlin", "bern", "bishkek", "bissau", "bogota", "bogotá", "bonn", "boston", "brasilia", "brasília", "bratislava",
    "brazzaville", "bridgetown", "brussels", "bucharest", "budapest", "buenos aires", "bujumbura", "cairo",
    "canberra", "cape town", "caracas", "chennai", "chicago", "chisinau", "chișinău", "cincinnati", "cleveland",
    "colombo", "conakry", "copenhagen", "dakar", "dallas", "damascus", "dar es salaam", "davos", "delhi", "denver",
    "detroit", "dhaka", "dili", "djibouti", "dodoma", "doha", "donetsk", "dubai", "dublin", "dushanbe", "edinburgh",
    "entebbe", "erbil", "frankfurt", "freetown", "gaborone", "gaza", "gaza city", "geneva", "guatemala city",
    "hamburg", "hanoi", "harare", "havana", "hebron", "helsinki", "ho chi minh city", "hong kong", "honiara",
    "honolulu", "houston", "idlib", "indianapolis", "islamabad", "istanbul", "izmir", "jakarta", "jalalabad",
    "jeddah", "jenin", "jerusalem", "johannesburg", "juba", "kabul", "kampala", "kandahar", "karachi", "kathmandu",
    "kharkiv", "khartoum", "kherson", "kiev", "kigali", "kinshasa", "kirkuk", "kolkata", "kuala lumpur", "kuwait",
    "kuwait city", "kyiv", "la paz", "lagos", "lahore", "las vegas", "lausanne", "libreville", "lilongwe", "lima",
    "lisbon", "ljubljana", "lome", "lomé", "london", "los angeles", "luanda", "lusaka", "lviv", "lyon", "macau",
    "madrid", "malabo", "managua", "manama", "manila", "maputo", "mariupol", "marseille", "maseru", "mbabane",
    "mecca", "medina", "melbourne", "mexico city", "miami", "milan", "milwaukee", "minneapolis", "minsk", "mogadishu",
    "monrovia", "montevideo", "montreal", "moroni", "moscow", "mosul", "mumbai", "munich", "muscat", "n'djamena",
    "nairobi", "nassau", "naypyidaw", "naypyitaw", "new delhi", "new orleans", "new york", "niamey", "nicosia",
    "nouakchott", "nur-sultan", "odesa", "odessa", "oklahoma city", "oslo", "ottawa", "ouagadougou", "pago pago",
    "palermo", "panama city", "paramaribo", "paris", "peshawar", "philadelphia", "phnom penh", "pittsburgh",
    "podgorica", "port louis", "port moresby", "port of spain", "port sudan", "port-au-prince", "porto-novo",
    "prague", "praia", "pretoria", "pristina", "pyongyang", "quebec city", "quetta", "quito", "rabat", "rafah",
    "ramallah", "rangoon", "reykjavik", "riga", "rio de janeiro", "riyadh", "rome", "rotterdam", "saint petersburg",
    "salt lake city", "san antonio", "san diego", "san francisco", "san jose", "san josé", "san juan", "san salvador",
    "sanaa", "santiago", "santo domingo", "sao paulo", "sarajevo", "seattle", "seoul", "sevastopol", "shanghai",
    "simferopol", "singapore", "skopje", "sofia", "srebrenica", "srinagar", "st. louis", "st. petersburg",
    "stockholm", "strasbourg", "suva", "sydney", "são paulo", "taipei", "tallinn", "tashkent", "tbilisi",
    "tegucigalpa", "tehran", "tel aviv", "the hague", "thimphu", "tirana", "tiraspol", "tokyo", "toronto", "tripoli",
    "tunis", "turin", "ulaanbaatar", "ulan bator", "united nations", "vaduz", "valletta", "vancouver", "vatican city",
    "venice", "vienna", "vientiane", "vilnius", "vladivostok", "warsaw", "washington", "wellington", "windhoek",
    "wuhan", "yangon", "yaounde", "yaoundé", "yerevan", "zagreb", "zaporizhzhia", "zurich",
];

/// Whether a name, in any case, is one of these cities.
pub(super) fn is_known(name: &str) -> bool {
    let name = name.to_lowercase().replace('’', "'");
    CITIES.binary_search(&name.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_cases_do_not_matter() {
        assert!(CITIES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(is_known("KYIV") && is_known("New York") && is_known("N’DJAMENA") && is_known("SÃO PAULO"));
        assert!(!is_known("WHO") && !is_known(""));
    }
}
