//! Logarithms and powers with the same bits on every machine: those of the standard library are the system's own.

/// Functions of `libm`, which is written in Rust, in place of the system's.
pub trait Exact: Sized {
    /// The natural logarithm.
    #[must_use]
    fn exact_ln(self) -> Self;
    /// The natural logarithm of one more.
    #[must_use]
    fn exact_ln_1p(self) -> Self;
    /// e to this power.
    #[must_use]
    fn exact_exp(self) -> Self;
    /// This to a power.
    #[must_use]
    fn exact_powf(self, power: Self) -> Self;
}

impl Exact for f32 {
    fn exact_ln(self) -> Self {
        libm::logf(self)
    }

    fn exact_ln_1p(self) -> Self {
        libm::log1pf(self)
    }

    fn exact_exp(self) -> Self {
        libm::expf(self)
    }

    fn exact_powf(self, power: Self) -> Self {
        libm::powf(self, power)
    }
}

impl Exact for f64 {
    fn exact_ln(self) -> Self {
        libm::log(self)
    }

    fn exact_ln_1p(self) -> Self {
        libm::log1p(self)
    }

    fn exact_exp(self) -> Self {
        libm::exp(self)
    }

    fn exact_powf(self, power: Self) -> Self {
        libm::pow(self, power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits that were written down once: another machine must find the same.
    #[test]
    fn results_have_the_same_bits_everywhere() {
        assert_eq!(0.3_f32.exact_ln().to_bits(), 0xbf9a_1bc8);
        assert_eq!(7.0_f64.exact_ln().to_bits(), 0x3fff_2272_ae32_5a57);
        assert_eq!(1.7_f32.exact_exp().to_bits(), 0x40af_2a94);
        assert_eq!(0.1_f64.exact_ln_1p().to_bits(), 0x3fb8_663f_793c_46c7);
        assert_eq!(1.67_f32.exact_powf(-7.0).to_bits(), 0x3ce2_237c);
    }
}
