//! `mtlint stream`: JSON Lines in, JSON Lines out, in order, with bounded memory.

use std::io::{BufRead, BufReader, Write};
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::Source;
use mtlint::input::decode::Encoding;
use mtlint::input::formats::Format;
use mtlint::input::stream;
use mtlint::report::jsonl;

use crate::Outcome;
use crate::args::Stream;
use crate::settings;

/// Bytes of input read before they are checked together.
const BATCH: usize = 1 << 20;

pub fn run(arguments: &Stream) -> Result<Outcome, Error> {
    let checker = settings::checker(&arguments.settings)?;
    let engine = &checker.engine;
    let jobs = settings::jobs(&arguments.settings);
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut output = std::io::stdout().lock();
    let mut failed = false;
    let (mut line_number, mut batch, mut size) = (0u64, Vec::new(), 0);
    loop {
        let mut line = Vec::new();
        let read = input.read_until(b'\n', &mut line)?;
        if read > 0 {
            line_number += 1;
            size += read;
            if !line.iter().all(u8::is_ascii_whitespace) {
                batch.push((line_number, line));
            }
        }
        // Answer at once when the sender waits, in large batches when it does not.
        let waiting = input.buffer().is_empty() && size < BATCH / 16;
        if read == 0 || size >= BATCH || waiting && !batch.is_empty() {
            let mut written = Ok(());
            Engine::in_order(
                batch.len(),
                jobs,
                &AtomicBool::new(false),
                |at| answer(engine, &batch[at]),
                |at, result| {
                    let (text, good) = result.unwrap_or_else(|message| (jsonl::failure(None, batch[at].0, &message), false));
                    failed |= !good;
                    written = writeln!(output, "{text}");
                    written.is_ok()
                },
            );
            written?;
            output.flush()?;
            batch.clear();
            size = 0;
        }
        if read == 0 {
            break;
        }
    }
    // A bad record is answered in its place; the run itself succeeded.
    if failed {
        eprintln!("mtlint: some records could not be read; see the \"error\" lines");
    }
    Ok(Outcome::Passed)
}

fn answer(engine: &Engine, (number, line): &(u64, Vec<u8>)) -> (String, bool) {
    let Ok(line) = std::str::from_utf8(line) else {
        return (jsonl::failure(None, *number, "bad record: not UTF-8"), false);
    };
    match stream::parse(line.trim_start_matches('\u{feff}')) {
        Ok(record) => {
            let source = Source { name: String::new(), text: record.text, encoding: Encoding::UTF8, format: Format::Plain };
            (jsonl::answer(&record.id, &engine.check(source)), true)
        }
        Err((id, message)) => (jsonl::failure(id.as_ref(), *number, &message), false),
    }
}
