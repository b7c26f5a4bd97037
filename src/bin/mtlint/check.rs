use mtlint::error::Error;
use crate::{Outcome, args::Check};
pub fn run(_: &Check) -> Result<Outcome, Error> { Ok(Outcome::Passed) }
