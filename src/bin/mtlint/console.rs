//! The terminal: how wide it is, what it can show, and what Ctrl-C does.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mtlint::report::terminal::Style;

use crate::args::Colour;

/// Columns of a terminal that does not say how wide it is.
const USUAL_WIDTH: usize = 80;

/// How something is to be shown on standard output.
pub fn style(colour: Colour) -> Style {
    let terminal = io::stdout().is_terminal();
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    Style { colour, width: if terminal { width() } else { USUAL_WIDTH } }
}

/// Columns of the terminal.
pub fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    told.or_else(asked).filter(|width| *width > 0).unwrap_or(USUAL_WIDTH)
}

/// Finishes the documents in work and then stops; at the second time, at once.
pub fn stop_on_ctrl_c(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    // Without a handler Ctrl-C just ends the program, which leaves whole reports, too.
    let _ = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
    });
}

/// A panic becomes the error of its document; where it happened is told in one line.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            eprintln!("mtlint: internal error at {place}");
        }
    }));
}
