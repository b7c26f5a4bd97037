//! Working memory that documents lend each other: what one taught serves the next, on whatever thread.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Pieces of working memory, one for each thread that is at work.
#[derive(Debug)]
pub struct Spares<T>(Mutex<Vec<T>>);

impl<T> Default for Spares<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Spares<T> {
    /// Lends a piece to some work; `fresh` makes one if none is spare. A piece whose work panics is not lent again.
    pub fn lend<R>(&self, fresh: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let spare = self.pieces().pop();
        let mut piece = spare.unwrap_or_else(fresh);
        let result = work(&mut piece);
        self.pieces().push(piece);
        result
    }

    fn pieces(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_left_is_lent_to_the_next_unless_it_panicked() {
        let spares = Spares::default();
        let learn = |word| spares.lend(Vec::new, |words| words.push(word));
        learn("one");
        learn("two");
        assert_eq!(spares.lend(Vec::new, |words| words.clone()), ["one", "two"]);
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| spares.lend(Vec::new, |_| panic!("broken"))));
        assert!(broken.is_err());
        assert!(spares.lend(Vec::new, |words| words.is_empty()));
    }
}
