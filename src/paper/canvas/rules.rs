//! Rules, boxes, fills and images.
//!
//! In: places on the sheet. Out: what is drawn beneath all letters. Never: a rule that is read, but for those of a figure.

use super::marks::mark;
use super::number::number;
use super::{Canvas, Mpt};
use crate::paper::structure::{Inside, Role};

impl Canvas {
    /// A horizontal or vertical rule; weight in hundredths of a point.
    pub(crate) fn rule(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt), weight: i32) {
        self.mark_rules();
        self.weigh(weight);
        self.stroke(from, to);
    }

    /// A horizontal or vertical rule that only guides the eye, thin and grey: nothing is lost where a copy loses it.
    pub(crate) fn hairline(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt)) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q .55 G .25 w ");
        self.stroke(from, to);
        self.rules.extend_from_slice(b"Q\n");
    }

    fn stroke(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt)) {
        for (point, op) in [(from, b"m "), (to, b"l ")] {
            self.point(point);
            self.rules.extend_from_slice(op);
        }
        self.rules.extend_from_slice(b"S\n");
    }

    /// How light rules are from here on, in hundredths: 0 is black.
    pub(crate) fn shade(&mut self, shade: i32) {
        if self.shade != shade {
            self.shade = shade;
            number(&mut self.rules, shade);
            self.rules.extend_from_slice(b" G ");
        }
    }

    /// The outline of a box; weight in hundredths of a point.
    pub(crate) fn outline(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt, weight: i32) {
        self.outlined(self.stands(x, width), y, width, height, weight);
    }

    pub(super) fn outlined(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt, weight: i32) {
        self.mark_rules();
        self.weigh(weight);
        self.rectangle(x, y, width, height);
        self.rules.extend_from_slice(b"S\n");
    }

    /// A filled box: the modules of a QR code and the bars of a chart, nothing else.
    pub(crate) fn fill(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rectangle(self.stands(x, width), y, width, height);
        self.rules.extend_from_slice(b"f\n");
    }

    /// A line through points with round ends and corners, in a colour (red, green, blue); from a point to itself it is a dot.
    /// Weight in hundredths of a point. Of fewer than two points nothing is drawn.
    pub(crate) fn polyline(&mut self, colour: [u8; 3], points: &[(Mpt, Mpt)], weight: i32) {
        let [first, more @ ..] = points else { return };
        if more.is_empty() {
            return;
        }
        self.mark_rules();
        self.rules.extend_from_slice(b"q 1 J 1 j ");
        number(&mut self.rules, weight);
        self.rules.extend_from_slice(b" w ");
        self.colour(colour);
        self.rules.extend_from_slice(b"RG ");
        self.point(*first);
        self.rules.extend_from_slice(b"m ");
        for point in more {
            self.point(*point);
            self.rules.extend_from_slice(b"l ");
        }
        self.rules.extend_from_slice(b"S Q\n");
    }

    /// A filled box in a colour: red, green, blue.
    pub(crate) fn fill_in(&mut self, colour: [u8; 3], x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q ");
        self.colour(colour);
        self.rules.extend_from_slice(b"rg ");
        self.fill(x, y, width, height);
        self.rules.extend_from_slice(b"Q\n");
    }

    /// An image of the document, by its name, its lower left corner at a point.
    pub(crate) fn image(&mut self, name: &str, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q ");
        for length in [width / 10, 0, 0, height / 10, self.stands(x, width) / 10, y / 10] {
            number(&mut self.rules, length);
            self.rules.push(b' ');
        }
        self.rules.extend_from_slice(b"cm ");
        self.form(name);
        self.rules.extend_from_slice(b"Q\n");
    }

    fn colour(&mut self, colour: [u8; 3]) {
        for part in colour {
            self.rules.extend_from_slice(format!("{:.3} ", f64::from(part) / 255.0).as_bytes());
        }
    }

    fn point(&mut self, (x, y): (Mpt, Mpt)) {
        for length in [self.stands(x, 0), y] {
            number(&mut self.rules, length / 10);
            self.rules.push(b' ');
        }
    }

    fn rectangle(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        for length in [x, y, width, height] {
            number(&mut self.rules, length / 10);
            self.rules.push(b' ');
        }
        self.rules.extend_from_slice(b"re ");
    }

    fn weigh(&mut self, weight: i32) {
        if self.weight != weight {
            self.weight = weight;
            number(&mut self.rules, weight);
            self.rules.extend_from_slice(b" w ");
        }
    }

    /// Rules and boxes are decoration, but for those of a figure.
    fn mark_rules(&mut self) {
        let inside = match self.inside {
            Inside::Untagged | Inside::Element(_, Role::Figure) => self.inside,
            _ => Inside::Artifact,
        };
        mark(&mut self.rules, &mut self.rules_in, inside, &mut self.marks);
    }
}
