//! Which events of a project file are meant: the options that `events`, `export`, `agree` and `sample` share.

use dateline::export::Asked;
use dateline::store::ask::Filter;

/// Which reports.
#[derive(clap::Args)]
pub(super) struct Days {
    /// From this day on: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Up to this day, month or year, which is taken in.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Outlets, as their reports name them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    outlet: Vec<String>,
    /// Confidence at least.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    min_confidence: f64,
}

impl Days {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            since: self.since.clone(),
            until: self.until.clone(),
            outlet: self.outlet.clone(),
            least: self.min_confidence,
            ..Filter::default()
        }
    }
}

/// Which events.
#[derive(clap::Args)]
pub(super) struct Wanted {
    /// Who does it: a code (RUS), code and sector (RUS/GOV), a sector (/GOV), or words of a name. May be given more than once.
    #[arg(long, value_name = "WHO")]
    actor: Vec<String>,
    /// To whom, the same.
    #[arg(long, value_name = "WHO")]
    recipient: Vec<String>,
    /// Categories, as ACCUSE.
    #[arg(long, value_name = "CATEGORY", value_delimiter = ',')]
    event: Vec<String>,
    /// Modes, as disapprove.
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    mode: Vec<String>,
    /// On whose word, as `--actor`.
    #[arg(long, value_name = "WHO")]
    said_by: Vec<String>,
    /// Codes of countries where it took place.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    country: Vec<String>,
    /// Parties with `--actor` and `--recipient` have the country that their words or their office tell; none is guessed.
    #[arg(long)]
    told_only: bool,
    /// What is negated, planned or supposed as well.
    #[arg(long)]
    with_unreal: bool,
    #[command(flatten)]
    days: Days,
}

impl Wanted {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            category: self.event.clone(),
            mode: self.mode.clone(),
            said_by: self.said_by.clone(),
            country: self.country.clone(),
            told_only: self.told_only,
            unreal: self.with_unreal,
            ..self.days.filter()
        }
    }

    /// Which of an event's pairs.
    pub(super) fn asked(&self) -> Asked {
        Asked { actor: self.actor.clone(), recipient: self.recipient.clone(), told_only: self.told_only }
    }

    /// What is negated, planned or supposed is wanted too.
    pub(super) fn unreal(&self) -> bool {
        self.with_unreal
    }
}
