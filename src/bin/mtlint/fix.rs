//! `--fix` and `--diff`: suggestions put into files, or shown.

use std::io::Write;

use mtlint::error::Error;
use mtlint::fix::{Fixed, Trust, diff, fix};
use mtlint::input::encode::encode;
use mtlint::input::{self, Reading, Source};
use mtlint::judge::{Assessment, Issue};
use mtlint::project::Checker;
use mtlint::report::write::Draft;

use crate::args::Check;
use crate::gate;
use crate::select::Input;

/// What `--fix` and `--diff` ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixes {
    trust: Trust,
    pub write: bool,
}

impl Fixes {
    /// `None` where nothing is asked for.
    pub fn of(arguments: &Check) -> Option<Self> {
        let trust = if arguments.unsafe_fixes { Trust::All } else { Trust::Safe };
        (arguments.fix || arguments.diff || arguments.unsafe_fixes).then_some(Self { trust, write: !arguments.diff })
    }

    /// What would become of a text; of an edit, only what it is to blame for is mended.
    pub fn of_text(self, source: &Source, before: &[Source], first: &Assessment, checker: &Checker) -> Option<Fixed> {
        let floor = checker.engine.rubric().min_confidence;
        let wanted = |issue: &Issue| gate::is_new(issue) && issue.finding.confidence >= floor;
        fix(source, first, self.trust, wanted, |source| checker.engine.check_edit(source, before.to_vec()))
    }
}

/// What would change, for people and for `patch`.
pub fn shown(source: &Source, fixed: &Fixed) -> Vec<u8> {
    diff(&source.name, &source.text, &fixed.text).into_bytes()
}

/// Writes a mended text where it came from.
pub fn write(input: &Input, source: &Source, fixed: &Fixed) -> Result<(), Error> {
    let not_mended = |why: String| Error::new(format!("not mended: {why}")).at(&source.name);
    let path = match input {
        Input::Stdin | Input::Missing { .. } => return Err(not_mended("it is no file".to_owned()).remedy("--diff shows what would change")),
        input => input.path(),
    };
    // What was checked may be the index; the work tree may hold more.
    match input::read(path, &source.name)? {
        Reading::Text(there) if there.text == source.text => {}
        _ => return Err(not_mended("the file has changes that are not staged".to_owned()).remedy("stage or stash them first")),
    }
    let bytes = encode(&fixed.text, &source.encoding).map_err(not_mended)?;
    let mut draft = Draft::beside(path)?;
    draft.write_all(&bytes).map_err(|error| Error::io("write", path, error))?;
    draft.publish()
}
