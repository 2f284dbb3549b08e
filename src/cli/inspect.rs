//! `inspect`: what was recognised, the ledger a pack would have, five masked rows. Leaves no file.

use super::args::InspectArgs;
use super::meter::Meter;
use super::pack::{Material, today, trouble};
use super::voice::{Plain, Style, Trouble, Voice, grouped};
use super::{Answer, tell};
use crate::intake::Survey;
use crate::pack::{self, InspectRequest, Inspected};
use crate::register::policy::Policy;
use crate::secrets::Secrets;
use serde_json::{Value, json};
use std::fmt::Write;

/// How many masked rows are shown.
const ROWS: usize = 5;

pub fn run(typed: InspectArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let material = Material::from_typed(&typed.reading)?;
    let meter = Meter::start();
    let inspected = pack::inspect(&InspectRequest {
        exports: &material.exports,
        choices: &material.choices,
        policy: Policy::built_in("count").expect("the default is built in"),
        rows: ROWS,
        temporary: &std::env::temp_dir(),
        today: today(),
        secrets: &Secrets::random(),
        tuning: material.tuning(typed.work.threads()),
        progress: &meter,
    });
    meter.clear();
    let inspected = inspected.map_err(|error| trouble(&error))?;
    for notice in &inspected.notices {
        voice.note(notice);
    }
    for question in inspected.exports.iter().flat_map(|survey| &survey.questions) {
        voice.note(format_args!("a pack would stop here: {question}"));
    }
    let (rows, limit) = (inspected.ledger.rows_read, material.config.malformed_limit_percent);
    let malformed = inspected.ledger.set_aside.get("malformed").copied().unwrap_or(0);
    if u128::from(malformed) * 100 > u128::from(rows) * u128::from(limit) {
        voice.note(format_args!(
            "a pack would stop here: {} of {} rows are malformed, more than {limit} percent",
            grouped(malformed),
            grouped(rows)
        ));
    } else if inspected.ledger.accepted == 0 {
        voice.note("a pack would stop here: no row of these exports is a signature, so there is nothing to hand over");
    }
    if typed.json {
        voice.json(&as_json(&inspected));
    } else {
        voice.result(&in_words(&inspected, voice));
    }
    Ok(Answer::Yes)
}

fn as_json(inspected: &Inspected) -> Value {
    let exports: Vec<Value> = inspected
        .exports
        .iter()
        .map(|survey| {
            let columns: Vec<Value> = survey
                .columns
                .iter()
                .map(|column| {
                    let field = column.field.map(|field| field.name());
                    json!({ "header": column.header, "field": field, "role": column.role, "sure": column.sure })
                })
                .collect();
            json!({
                "file": survey.file,
                "platform": survey.platform,
                "encoding": survey.encoding,
                "delimiter": char::from(survey.delimiter).to_string(),
                "columns": columns,
                "questions": survey.questions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        })
        .collect();
    let fields: Vec<&str> = inspected.sample_fields.iter().map(|field| field.name()).collect();
    json!({ "exports": exports, "ledger": inspected.ledger, "sample_fields": fields, "sample": inspected.sample })
}

fn in_words(inspected: &Inspected, voice: &Voice) -> String {
    let mut out = String::new();
    for survey in &inspected.exports {
        export_in_words(survey, voice, &mut out);
    }
    out.push_str(&tell::ledger(&inspected.ledger, voice));
    if !inspected.sample.is_empty() {
        writeln!(out, "\n{}", voice.paint(Style::Bold, "the first rows, masked")).expect("a string takes all text");
        let heads = inspected.sample_fields.iter().map(|field| field.name().to_owned()).collect();
        out.push_str(&columns(std::iter::once(heads).chain(inspected.sample.iter().cloned()).collect()));
    }
    out
}

fn export_in_words(survey: &Survey, voice: &Voice, out: &mut String) {
    let delimiter = match survey.delimiter {
        b'\t' => "tab".to_owned(),
        sign => format!("`{}`", char::from(sign)),
    };
    let file = Plain(&survey.file).to_string();
    writeln!(out, "{}", voice.paint(Style::Bold, &file)).expect("a string takes all text");
    out.push_str(&tell::pairs(&[
        ("  platform", survey.platform.unwrap_or("not recognised").to_owned()),
        ("  encoding", survey.encoding.to_owned()),
        ("  delimiter", delimiter),
    ]));
    let lines = survey.columns.iter().map(|column| {
        let field = column.field.map(|field| field.name()).or(column.role).unwrap_or("no field");
        let sure = if column.field.is_some() && !column.sure { "unsure" } else { "" };
        vec![format!("  {}", Plain(&column.header)), field.to_owned(), sure.to_owned()]
    });
    out.push_str(&columns(lines.collect()));
    out.push('\n');
}

/// Cells under each other, every column as wide as its widest cell.
fn columns(lines: Vec<Vec<String>>) -> String {
    const MOST: usize = 40;
    let mut widths: Vec<usize> = Vec::new();
    for line in &lines {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count().min(MOST));
        }
    }
    let mut out = String::new();
    for line in &lines {
        let cells: Vec<String> =
            line.iter().zip(&widths).map(|(cell, width)| format!("{:width$}", Plain(cell).to_string())).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}
