//! Charts of the merged tables: lying bars by country, a line by time. Black bars, outlines for what is merged, and a line
//! with a gap where there is no count, so that a photocopy says the same.
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

/// Places up to which each bears its count; above, grey lines with counts lie behind.
const COUNTED: usize = 12;
/// Places up to which each has a dot; above, the line alone is read, and a dot stands where no neighbour has a count.
const DOTTED: usize = 36;
const HEIGHT: Mpt = 7 * GRID;
/// Hundredths of a point.
const STROKE: i32 = 120;
const DOT: i32 = 420;

/// A line over an axis of time, from nought up.
pub(crate) fn curve(flow: &mut Flow<'_>, slots: &[Slot], alternative: String) {
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
    let pitch = pitch.min(90_000);
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
        let points: Vec<Option<(Mpt, Mpt)>> = slots
            .iter()
            .enumerate()
            .map(|(n, slot)| {
                let x = left + pitch * n as i32 + pitch / 2;
                slot.count.map(|count| (x, base + scaled(count, scale, HEIGHT)))
            })
            .collect();
        if counted {
            points.iter().flatten().for_each(|(x, y)| flow.canvas.hairline((*x, base), (*x, *y)));
        }
        // What has no count breaks the line: nothing is drawn between two that are not neighbours.
        for run in points.split(Option::is_none) {
            let run: Vec<(Mpt, Mpt)> = run.iter().flatten().copied().collect();
            flow.canvas.polyline(flow.colour, &run, STROKE);
            if slots.len() <= DOTTED || run.len() == 1 {
                run.iter().for_each(|point| flow.canvas.polyline(flow.colour, &[*point, *point], DOT));
            }
        }
        if counted {
            for (n, slot) in slots.iter().enumerate() {
                let (Some(count), Some(point)) = (slot.count, points[n]) else { continue };
                let words = flow.texts.number(count);
                let line = flow.say_line(&words, Style::Regular);
                let height = |n: Option<usize>| n.and_then(|n| points.get(n).copied().flatten()).map(|point| point.1);
                let neighbours = (height(n.checked_sub(1)), height(Some(n + 1)));
                let (x, y) = beside(point, neighbours, base, line.width_at(SMALL));
                flow.canvas.put(&line, x.max(LEFT), y, SMALL);
            }
        }
        flow.canvas.rule((left, base), (right, base), RULE);
        flow.y = base - GRID;
        axis(flow, slots, left, pitch, base);
    });
}

/// Where the count of a point stands, `width` wide, so that the line to its neighbours' heights does not cross it: above, on
/// the side from which the line does not come down; in a valley below, or where the axis is near, outside of the steeper slope.
fn beside((x, y): (Mpt, Mpt), (before, after): (Option<Mpt>, Option<Mpt>), base: Mpt, width: Mpt) -> (Mpt, Mpt) {
    let higher = |neighbour: Option<Mpt>| neighbour.is_some_and(|height| height > y);
    let above = y + 5_000;
    match (higher(before), higher(after)) {
        (false, false) => (x - width / 2, above),
        (true, false) => (x + 2_000, above),
        (false, true) => (x - width - 2_000, above),
        (true, true) if y - base > GRID => (x - width / 2, y - 11_000),
        (true, true) if before >= after => (x - width - 5_000, y + 1_500),
        (true, true) => (x + 5_000, y + 1_500),
    }
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
    use super::{beside, scaled, steps};

    #[test]
    fn lines_are_round_and_reach_above_the_highest_column() {
        for most in [1, 2, 3, 7, 19, 20, 99, 1_234, 987_654, 2_000_000, u64::MAX] {
            let (step, top) = steps(most);
            assert!(top >= most && (1..=5).contains(&top.div_ceil(step)), "{most}: {step} {top}");
        }
        assert_eq!((steps(1_234), steps(4)), ((500, 1_500), (1, 4)));
        assert_eq!((scaled(1, 4, 1_000), scaled(u64::MAX, u64::MAX, 7), scaled(0, 0, 7)), (250, 7, 0));
    }

    #[test]
    fn a_count_stands_where_the_line_does_not_pass() {
        let (point, base) = ((50_000, 40_000), 0);
        let at = |before, after| beside(point, (before, after), base, 10_000);
        assert_eq!(at(Some(10_000), Some(10_000)), (45_000, 45_000));
        assert!(at(Some(90_000), Some(10_000)).0 > point.0 && at(None, Some(90_000)).0 + 10_000 < point.0);
        assert!(at(Some(90_000), Some(90_000)).1 < point.1);
        let low = |before, after| beside((50_000, 4_000), (Some(before), Some(after)), base, 10_000).0;
        assert!(low(90_000, 9_000) + 10_000 < 50_000 && low(9_000, 90_000) > 50_000);
    }
}
