//! A progress bar on standard error, only on a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work of fewer documents than this is over before a bar can be read.
const WORTH_A_BAR: usize = 3;

/// A bar over `count` documents; hidden where nobody looks.
pub fn bar(count: usize) -> ProgressBar {
    if count < WORTH_A_BAR || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents {wide_msg:.dim} {eta}").expect("the template is valid");
    bar.with_style(style)
}
