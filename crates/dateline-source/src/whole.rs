//! Inputs that are one document of XML: feeds, and what agencies send.

use crate::input::{Input, longest};
use crate::xml::{Root, Xml};
use crate::{Found, Opened, Options, agency, charset, failed, feed, petrarch, refused};
use std::io::Read;

/// The reports of a whole document.
pub(crate) fn open(name: Option<&str>, called: &str, input: Input, root: Root, options: &Options) -> Opened {
    let most = longest(options.max_bytes);
    let mut bytes = Vec::new();
    let error = input.take(most.saturating_add(1)).read_to_end(&mut bytes).err();
    if bytes.len() as u64 > most {
        let message = format!("{called}: a document of more than {most} bytes is not read; part it into several");
        return Box::new(std::iter::once(Err(refused(called, "too-long", message))));
    }
    let mut notes = Vec::new();
    let text = charset::decode(called, &bytes, charset::declared(&bytes).as_deref(), &mut notes);
    let xml = Xml::read(&text);
    let name = name.unwrap_or("-");
    let mut found: Vec<Found> = match root {
        Root::Feed => feed::items(name, &xml),
        Root::Agency => agency::items(name, &xml),
        Root::Sentences => petrarch::items(name, &xml),
    };
    if let Some(Ok(first)) = found.first_mut() {
        first.raw.notes.splice(0..0, notes);
    }
    if let Some(error) = error {
        found.push(Err(failed(called, &error)));
    } else if found.is_empty() {
        found.push(Err(refused(called, "no-report", format!("{called}: the document holds no report"))));
    }
    Box::new(found.into_iter())
}
