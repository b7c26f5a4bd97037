//! Text back to bytes, in the encoding that it was read from.

use super::decode::Encoding;

/// The bytes of a text, or why it cannot be written as it was.
///
/// # Errors
/// The file had damaged bytes, or the encoding lacks a character.
pub fn encode(text: &str, encoding: &Encoding) -> Result<Vec<u8>, String> {
    if encoding.lossy {
        return Err(format!("some of its bytes are no {}, and would be lost", encoding.name));
    }
    let units = |mark: bool| mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    match encoding.name {
        "UTF-8" => Ok([if encoding.bom { "\u{feff}" } else { "" }, text].concat().into_bytes()),
        "UTF-16LE" => Ok(units(encoding.bom).flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Ok(units(encoding.bom).flat_map(u16::to_be_bytes).collect()),
        name => {
            let known = encoding_rs::Encoding::for_label(name.as_bytes()).ok_or_else(|| format!("{name} cannot be written"))?;
            let (bytes, _, lacking) = known.encode(text);
            if lacking { Err(format!("{name} lacks a character of the suggestion")) } else { Ok(bytes.into_owned()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::decode::decode;

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let text = "Президент России выступил на совещании по экономическим вопросам в среду.\r\n";
        let (legacy, ..) = encoding_rs::WINDOWS_1251.encode(text);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), utf16, legacy.into_owned()] {
            let (read, encoding) = decode(bytes.clone()).expect("a text");
            assert_eq!(encode(&read, &encoding), Ok(bytes), "{}", encoding.name);
        }
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        let damaged = Encoding { lossy: true, ..Encoding::UTF8 };
        assert!(encode("x", &damaged).is_err());
        let legacy = Encoding { name: "windows-1252", bom: false, guessed: true, lossy: false };
        assert!(encode("Ливия", &legacy).is_err());
    }
}
