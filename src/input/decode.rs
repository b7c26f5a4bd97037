//! Bytes to text: UTF-8, UTF-16 and legacy code pages; binary files are told apart.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// How a file was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// Name of the encoding (WHATWG), such as `UTF-8` or `windows-1251`.
    pub name: &'static str,
    /// Whether the file began with a byte-order mark.
    pub bom: bool,
    /// Whether the encoding was guessed from the bytes.
    pub guessed: bool,
    /// Whether some bytes could not be decoded and were replaced by U+FFFD.
    pub lossy: bool,
}

impl Encoding {
    /// The encoding of a text that never was bytes, or was plain UTF-8.
    pub const UTF8: Self = Self { name: "UTF-8", bom: false, guessed: false, lossy: false };
}

/// How many bytes a guess at the code page looks at.
const SAMPLE: usize = 256 * 1024;

/// Decodes a file, or says why it is no text.
///
/// # Errors
/// The bytes are no text; the message says what they seem to be.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), String> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            let mut bytes = bytes;
            bytes.drain(..length);
            return Ok(match String::from_utf8(bytes) {
                Ok(text) => (text, Encoding { bom: true, ..Encoding::UTF8 }),
                Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), Encoding { bom: true, lossy: true, ..Encoding::UTF8 }),
            });
        }
        let (text, lossy) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok((text.into_owned(), Encoding { name: encoding.name(), bom: true, guessed: false, lossy }));
    }
    if let Some(kind) = magic(&bytes) {
        return Err(format!("not a text: {kind}"));
    }
    let head = &bytes[..bytes.len().min(8192)];
    let nulls = memchr::memchr_iter(0, head).count();
    if nulls > 0 {
        if let Some(encoding) = utf16_without_bom(head) {
            let (text, lossy) = encoding.decode_without_bom_handling(&bytes);
            return Ok((text.into_owned(), Encoding { name: encoding.name(), bom: false, guessed: true, lossy }));
        }
        if nulls * 200 > head.len() {
            return Err("not a text: binary data".to_owned());
        }
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Encoding::UTF8)),
        Err(error) => {
            // A few bad bytes in what is otherwise UTF-8 are damage, not another encoding.
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let multibyte = bytes[..valid].iter().any(|b| *b >= 0x80);
            let damaged = count_invalid(&bytes);
            if multibyte && damaged.invalid * 20 < damaged.valid {
                return Ok((String::from_utf8_lossy(&bytes).into_owned(), Encoding { lossy: true, ..Encoding::UTF8 }));
            }
            bytes
        }
    };
    let control = bytes.iter().take(8192).filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    if control * 50 > bytes.len().min(8192) {
        return Err("not a text: binary data".to_owned());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, lossy) = encoding.decode_without_bom_handling(&bytes);
    Ok((text.into_owned(), Encoding { name: encoding.name(), bom: false, guessed: true, lossy }))
}

struct Damage {
    valid: usize,
    invalid: usize,
}

/// Counts the multi-byte characters and the broken sequences of bytes read as UTF-8.
fn count_invalid(bytes: &[u8]) -> Damage {
    let mut damage = Damage { valid: 0, invalid: 0 };
    for chunk in bytes.utf8_chunks() {
        damage.valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damage.invalid += usize::from(!chunk.invalid().is_empty());
    }
    damage
}

fn utf16_without_bom(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if head.len() < 4 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = head.len() / 2;
    if odd * 10 > pairs * 4 && even * 50 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 4 && odd * 50 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "a rich text file"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_files_are_read_with_and_without_a_mark() {
        let (text, encoding) = decode(b"\xef\xbb\xbfna\xc3\xafve".to_vec()).expect("text");
        assert_eq!((text.as_str(), encoding.bom, encoding.name), ("naïve", true, "UTF-8"));
        let utf16: Vec<u8> = "\u{feff}Moscow – Москва".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16.clone()).expect("text").0, "Moscow – Москва");
        let bare: Vec<u8> = "Plain words without a mark".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(bare).expect("text").0, "Plain words without a mark");
    }

    #[test]
    fn legacy_code_pages_are_guessed() {
        let russian = "Президент России выступил на совещании по экономическим вопросам в среду.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        let (text, encoding) = decode(bytes.into_owned()).expect("text");
        assert_eq!((text.as_str(), encoding.name, encoding.guessed), (russian, "windows-1251", true));
        let (bytes, ..) = encoding_rs::KOI8_R.encode(russian);
        assert_eq!(decode(bytes.into_owned()).expect("text").0, russian);
        let western = "The café’s “naïve” owner said so.";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(western);
        let (text, encoding) = decode(bytes.into_owned()).expect("text");
        assert_eq!((text.as_str(), encoding.name), (western, "windows-1252"));
    }

    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let mut bytes = "Erdoğan’s café ".repeat(20).into_bytes();
        bytes.push(0xff);
        let (_, encoding) = decode(bytes).expect("text");
        assert!(encoding.lossy && encoding.name == "UTF-8");
    }

    #[test]
    fn binary_files_are_told_apart() {
        assert!(decode(b"%PDF-1.7 ...".to_vec()).is_err());
        assert!(decode(vec![0, 1, 2, 3, 0, 0, 7, 200, 201, 0, 0, 1]).is_err());
        assert_eq!(decode(Vec::new()).expect("an empty text").0, "");
    }
}
