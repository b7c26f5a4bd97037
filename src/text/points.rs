//! Byte offsets as code points, counted while walking forward through a text.

/// Converts byte offsets of one text; cheap as long as they do not go back.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    at: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    /// Starts at the beginning of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, count: 0 }
    }

    /// Code points before a byte offset on a character boundary.
    pub fn before(&mut self, byte: usize) -> usize {
        if byte < self.at {
            (self.at, self.count) = (0, 0);
        }
        self.count += self.text[self.at..byte].chars().count();
        self.at = byte;
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points_forward_and_back() {
        let mut points = CodePoints::new("Çà 🙂 x");
        assert_eq!(points.before("Çà 🙂 ".len()), 5);
        assert_eq!(points.before("Çà".len()), 2);
        assert_eq!(points.before("Çà 🙂".len()), 4);
    }
}
