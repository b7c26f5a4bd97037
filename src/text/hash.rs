//! A hash that is the same on every machine and in every version.

/// 64-bit FNV-1a (Fowler, Noll, Vo), fed piece by piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StableHash(u64);

impl Default for StableHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl StableHash {
    /// Adds bytes, and a separator, so that `ab` + `c` differs from `a` + `bc`.
    #[must_use]
    pub fn with(mut self, bytes: impl AsRef<[u8]>) -> Self {
        for byte in bytes.as_ref().iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    /// The hash, mixed so that all its bits depend on all the input.
    #[must_use]
    pub fn finish(self) -> u64 {
        let mut hash = self.0;
        hash ^= hash >> 32;
        hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
        hash ^ (hash >> 32)
    }

    /// Thirteen letters and digits, a letter first, so that a spreadsheet does not read it as a number.
    #[must_use]
    pub fn to_code(self) -> String {
        const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let hash = self.finish();
        let mut code = String::with_capacity(13);
        for place in 0..13 {
            let digit = (hash >> (5 * place)) as usize & if place == 0 { 15 } else { 31 };
            code.push(DIGITS[digit] as char);
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(StableHash::default().with("typo").with("terrrorism").to_code(), StableHash::default().with("typo").with("terrrorism").to_code());
        assert_ne!(StableHash::default().with("ab").with("c").finish(), StableHash::default().with("a").with("bc").finish());
        assert!(StableHash::default().to_code().starts_with(|c: char| c.is_ascii_lowercase()));
    }
}
