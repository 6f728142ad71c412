use super::super::vocabulary::edited;
use super::super::words::words;
use super::*;

/// A gap's word and the FNV-1a of its rows, each in decimal with a blank behind it.
type Row = (usize, u32);

fn fnv(text: &str) -> u32 {
    text.bytes().fold(SEED, |h, b| (h ^ u32::from(b)).wrapping_mul(PRIME))
}

/// Every gap that [`Paragraph::may_break`] lets through, as `python training/segment.py --rows` prints them.
fn check(text: &str, expected: &[Row], first: [u16; TEMPLATES]) {
    let words = words(text, &edited());
    let mut paragraph = Paragraph::default();
    paragraph.lay_out(text, &words, |i| u32::from(text[words[i - 1].span.end()..words[i].span.start()].contains('\n')));
    let gaps: Vec<usize> = (1..words.len()).filter(|&i| paragraph.may_break(i)).collect();
    let hash = |i: usize| fnv(&paragraph.rows(i).iter().map(|row| format!("{row} ")).collect::<String>());
    let rows: Vec<Row> = gaps.iter().map(|&i| (i, hash(i))).collect();
    assert_eq!(paragraph.rows(gaps[0]), first, "the first gap of {text:?}");
    assert_eq!(rows, expected, "the gaps of {text:?}");
}

#[test]
fn rows_are_those_the_training_computes() {
    check(
        "Envoys met in Oslo on Monday. \"We don't trust Gen. Okafor,\" one said.",
        &[
            (3, 0x2f73_47a9),
            (5, 0xbc87_98c8),
            (7, 0x798e_012f),
            (12, 0x2536_a4b7),
            (13, 0x34b1_1867),
            (16, 0x8483_aed0),
        ],
        [
            34707, 37615, 33249, 821, 31682, 7757, 55187, 31096, 23814, 46599, 1565, 25281, 12547, 30529, 18725, 36362,
            25351, 22057, 43167, 64647, 16375, 42370, 20336, 32997, 48322, 34348, 41520, 1051, 29184, 18916,
        ],
    );
}

#[test]
fn rows_know_lines_and_bullets() {
    check(
        "RIVER TALKS STALL\nDelegates from three states left the hall at 5 p.m. and didn’t return.\n• No deal!",
        &[
            (1, 0x643c_a9b7),
            (2, 0x24a5_fb6d),
            (3, 0x9854_f317),
            (11, 0xec7f_10b7),
            (12, 0x4c3e_5e13),
            (13, 0xb3d4_83f0),
            (18, 0x50f1_40a9),
            (19, 0x65e7_7c38),
        ],
        [
            63444, 23452, 42641, 13089, 57139, 3868, 57382, 26673, 38878, 35764, 2881, 34058, 2428, 4910, 9422, 54670,
            21680, 26480, 7620, 19460, 22782, 62169, 42228, 12105, 53022, 58980, 30417, 24089, 21931, 40513,
        ],
    );
}

#[test]
fn rows_know_quotation_marks_brackets_and_letters_beyond_ascii() {
    check(
        "‘Why now?’ asked J. M. Świątek… (He paid $3.5 bn in 2019.) “Fine.” ok. yes :)",
        &[
            (4, 0x7f3e_d14e),
            (5, 0x0026_06c1),
            (6, 0x47e9_2c16),
            (7, 0x43cf_acc9),
            (8, 0x248f_2239),
            (10, 0x79cb_1b3a),
            (13, 0x3cbc_15f8),
            (17, 0xc322_5239),
            (19, 0xfef7_b846),
            (20, 0xa606_e4f9),
            (23, 0x5497_5afe),
            (24, 0x654e_dba9),
            (26, 0x2f59_aa11),
            (27, 0x7bbd_5d71),
        ],
        [
            18804, 37832, 40083, 24163, 34876, 44203, 54162, 51066, 11441, 51402, 368, 63374, 46373, 26910, 24270,
            61902, 48942, 42811, 17270, 64286, 53688, 52375, 34745, 16902, 43665, 32643, 43110, 40232, 58112, 31899,
        ],
    );
}
