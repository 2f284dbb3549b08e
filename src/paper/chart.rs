//! Charts of the merged tables: lying bars by country, standing columns by time. Black bars, and outlines for what is
//! merged, so that a photocopy says the same.
//!
//! In: labels and counts of the tables. Out: figures with alternative texts. Never: a count that no table shows.

use super::canvas::Mpt;
use super::columns::ems;
use super::flow::{Flow, GRID, HALF, LEFT, MEASURE, RULE, SMALL, TEXT};
use super::fonts::Style;
use super::line::Line;
use super::texts::Word;

/// One bar.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) count: u64,
    /// Several cells of the table, or merged ones.
    pub(crate) merged: bool,
}

const THICKNESS: Mpt = 6_500;
const GAP: Mpt = 5_000;

/// Lying bars, the label before each and the count after it.
pub(crate) fn bars(flow: &mut Flow<'_>, bars: &[Bar], alternative: String) {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let label_room = MEASURE * 2 / 5;
    let labels: Vec<Vec<Line>> =
        bars.iter().map(|bar| flow.lines(&bar.label, Style::Regular, ems(label_room, TEXT))).collect();
    let figures: Vec<Line> = bars
        .iter()
        .map(|bar| {
            let number = flow.texts.number(bar.count);
            flow.say_line(&number, Style::Regular)
        })
        .collect();
    let widest = |lines: &mut dyn Iterator<Item = &Line>| lines.map(|line| line.width_at(TEXT)).max().unwrap_or(0);
    let axis = LEFT + widest(&mut labels.iter().flatten()) + 2 * GAP;
    let room = LEFT + MEASURE - axis - widest(&mut figures.iter()) - GAP;
    let height = GRID * labels.iter().map(Vec::len).sum::<usize>() as i32;
    flow.space(HALF);
    flow.need(height);
    flow.figure(alternative, (LEFT, LEFT + MEASURE), |flow| {
        let mut top = None;
        for ((bar, label), figure) in bars.iter().zip(&labels).zip(&figures) {
            for (n, line) in label.iter().enumerate() {
                flow.advance(GRID);
                flow.canvas.put(line, LEFT, flow.y, TEXT);
                top.get_or_insert(flow.y + GRID - 4_000);
                if n > 0 {
                    continue;
                }
                let length = scaled(bar.count, most, room).max(500);
                let lower = flow.y + 300;
                if bar.merged {
                    flow.canvas.outline(axis, lower + 300, length, THICKNESS - 600, RULE);
                } else {
                    flow.canvas.fill_in(flow.colour, axis, lower, length, THICKNESS);
                }
                flow.canvas.put(figure, axis + length + GAP, flow.y, TEXT);
            }
        }
        let top = top.unwrap_or(flow.y);
        flow.canvas.rule((axis, top), (axis, flow.y - 3_000), RULE);
    });
}

/// A place on the axis of time: what it is called, the year if it begins one, and its count where the table shows it.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) label: String,
    pub(crate) year: Option<String>,
    pub(crate) count: Option<u64>,
}

/// Columns up to which each bears its count; above, lines with counts lie behind them.
const COUNTED: usize = 12;
const HEIGHT: Mpt = 7 * GRID;

/// Standing columns over an axis of time.
pub(crate) fn columns(flow: &mut Flow<'_>, slots: &[Slot], alternative: String) {
    let most = slots.iter().filter_map(|slot| slot.count).max().unwrap_or(0).max(1);
    let counted = slots.len() <= COUNTED;
    let (step, top) = steps(most);
    let marks: Vec<(u64, Line)> = (1..=if counted { 0 } else { top / step })
        .map(|n| {
            let words = flow.texts.number(n * step);
            (n * step, flow.say_line(&words, Style::Regular))
        })
        .collect();
    let scale = if counted { most } else { top };
    let left = LEFT + marks.iter().map(|(_, line)| line.width_at(SMALL) + GAP).max().unwrap_or(0);
    let pitch = (LEFT + MEASURE - left) / slots.len().max(1) as i32;
    let pitch = pitch.min(70_000);
    let right = left + pitch * slots.len() as i32;
    flow.space(HALF);
    flow.need(HEIGHT + 3 * GRID);
    flow.figure(alternative, (LEFT, LEFT + MEASURE), |flow| {
        flow.advance(GRID);
        let base = flow.y - HEIGHT;
        for (count, line) in &marks {
            let y = base + scaled(*count, scale, HEIGHT);
            flow.canvas.hairline((left, y), (right, y));
            flow.canvas.put_right(line, left - GAP, y - 2_800, SMALL);
        }
        let width = (pitch * 3 / 5).clamp(800, 28_000);
        for (n, slot) in slots.iter().enumerate() {
            let Some(count) = slot.count else { continue };
            let x = left + pitch * n as i32 + (pitch - width) / 2;
            let height = scaled(count, scale, HEIGHT).max(500);
            flow.canvas.fill_in(flow.colour, x, base, width, height);
            if counted {
                let words = flow.texts.number(count);
                let line = flow.say_line(&words, Style::Regular);
                flow.canvas.put(&line, x + (width - line.width_at(SMALL)) / 2, base + height + 3_500, SMALL);
            }
        }
        flow.canvas.rule((left, base), (right, base), RULE);
        flow.y = base - GRID;
        axis(flow, slots, left, pitch, base);
    });
}

/// The words under the axis: every place's, every second's …, or the years'.
fn axis(flow: &mut Flow<'_>, slots: &[Slot], left: Mpt, pitch: Mpt, base: Mpt) {
    let named = |flow: &mut Flow<'_>, words: &str| flow.say_line(words, Style::Regular);
    let years: Vec<usize> = (0..slots.len()).filter(|n| slots[*n].year.is_some()).collect();
    if slots.len() > 2 * COUNTED && years.len() > 1 {
        let mut free = 0;
        for n in years {
            let x = left + pitch * n as i32;
            flow.canvas.rule((x, base), (x, base - 3_000), RULE);
            let line = named(flow, slots[n].year.as_deref().unwrap_or_default());
            let at = (x - line.width_at(SMALL) / 2).max(LEFT);
            if at >= free {
                flow.canvas.put(&line, at, flow.y, SMALL);
                free = at + line.width_at(SMALL) + 2 * GAP;
            }
        }
        return;
    }
    let lines: Vec<Line> = slots.iter().map(|slot| named(flow, &slot.label)).collect();
    let widest = lines.iter().map(|line| line.width_at(SMALL)).max().unwrap_or(0) + 2 * GAP;
    let every = ((widest + pitch - 1) / pitch.max(1)).max(1) as usize;
    for (n, line) in lines.iter().enumerate().step_by(every) {
        let middle = left + pitch * n as i32 + pitch / 2;
        let at = (middle - line.width_at(SMALL) / 2).max(LEFT);
        flow.canvas.put(line, at, flow.y, SMALL);
        if every > 1 {
            flow.canvas.rule((middle, base), (middle, base - 3_000), RULE);
        }
    }
}

/// A length for a count.
fn scaled(count: u64, most: u64, length: Mpt) -> Mpt {
    (u128::from(count) * length as u128 / u128::from(most.max(1))) as Mpt
}

/// A round step between lines, two to five of them, and the line above the highest column.
fn steps(most: u64) -> (u64, u64) {
    let mut power = 1u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step.saturating_mul(4) >= most || step == u64::MAX {
                return (step, step.saturating_mul(most.div_ceil(step)));
            }
        }
        power = power.saturating_mul(10);
    }
}

/// What bars say, one after the other.
pub(crate) fn in_words(flow: &Flow<'_>, counts: &[(&str, u64)]) -> String {
    let said: Vec<String> = counts
        .iter()
        .map(|(label, count)| {
            let words = [("label", Word::Text(label)), ("count", Word::Number(*count))];
            flow.texts.say_with("chart-bar", &words).into_owned()
        })
        .collect();
    said.join(&flow.texts.say("comma"))
}

#[cfg(test)]
mod tests {
    use super::{scaled, steps};

    #[test]
    fn lines_are_round_and_reach_above_the_highest_column() {
        for most in [1, 2, 3, 7, 19, 20, 99, 1_234, 987_654, 2_000_000, u64::MAX] {
            let (step, top) = steps(most);
            assert!(top >= most && (1..=5).contains(&top.div_ceil(step)), "{most}: {step} {top}");
        }
        assert_eq!((steps(1_234), steps(4)), ((500, 1_500), (1, 4)));
        assert_eq!((scaled(1, 4, 1_000), scaled(u64::MAX, u64::MAX, 7), scaled(0, 0, 7)), (250, 7, 0));
    }
}
