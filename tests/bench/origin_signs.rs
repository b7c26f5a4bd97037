//! Prints the signs of texts for `train_origin.py`: JSON Lines in as for `mtlint stream`, one object of rates out.

use std::io::{BufRead, Write};

use mtlint::engine::Engine;
use mtlint::evidence::origin::IDS;
use mtlint::input::formats::Format;
use mtlint::input::stream;
use mtlint::judge::rubric::Rubric;

fn main() -> std::io::Result<()> {
    let engine = Engine::new(Rubric::default());
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(record) = stream::parse(&line?) else { continue };
        let doc = Format::Plain.document("text", record.text);
        let (_, signs) = engine.examine(&doc);
        let rates: serde_json::Map<_, _> = IDS.iter().map(|id| (*id).to_owned()).zip(signs.rates().into_iter().map(Into::into)).collect();
        let packs: serde_json::Map<_, _> = signs.packs().map(|(pack, count)| (pack.to_owned(), count.into())).collect();
        let guess = signs.weigh();
        writeln!(
            output,
            "{}",
            serde_json::json!({"id": record.id, "words": doc.word_count(), "signs": rates, "packs": packs,
                "mt_likeness": guess.as_ref().map(|guess| guess.mt_likeness), "source_guess": guess.as_ref().and_then(|guess| guess.source_guess), "reasons": guess.map(|guess| guess.reasons)})
        )?;
    }
    Ok(())
}
