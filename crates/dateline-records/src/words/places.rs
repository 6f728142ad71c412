//! Words about places: the lists of `lexicon/en/toponyms.toml`.

dateline_text::word_lists! {
    /// Words about places.
    pub struct PlaceWords from "toponyms" {
        located,
        acted_in,
        aimed,
        grounds,
        a_seat_is_a_town,
        going,
        directions,
        toward,
        inside,
        belonging,
        owner,
        articles,
        listing,
        kinds,
        counties,
        sites,
        of_kind,
        of_regions,
        towns,
        regions,
        common,
    }
}
