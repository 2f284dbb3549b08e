//! An SVG → pixels on white, drawn from its own shapes alone.
//!
//! In: a text that nobody vouches for. Out: pixels. Never: a file, an address, a font, a script; more work than a limit,
//! however few bytes ask for it (entities, `use` of `use`, layers in layers).

use super::logo::{KEPT, Logo, LogoError, slim};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree};
use std::collections::HashMap;

const SVG: &str = "http://www.w3.org/2000/svg";
/// What all shapes of a drawing may cost, in bytes of their attributes or points of their outlines.
const BUDGET: usize = 8_000_000;
const SHAPE: usize = 100;
/// A layer is as large as the whole picture; dashes are many shapes.
const LAYER: usize = 20_000;
const DEEPEST: usize = 64;
/// Nodes that clip by rules of a style sheet: nested as badly as may be, they are some thousands of shapes.
const MOST_CLIPPING: usize = 30;

/// What leaves a hole in the logo if it is passed over, or takes more work than a logo is worth; what to do about it.
const REFUSED: [(&str, LogoError); 6] = [
    ("text", LogoError::Holds("text, for which there is no font", "Turn the text into paths and save it again.")),
    ("image", LogoError::Holds("a picture of pixels", "Save the whole logo as PNG instead.")),
    ("foreignObject", LogoError::Holds("another document", "Keep the shapes alone, or save the logo as PNG.")),
    ("filter", FILTER),
    ("marker", LogoError::Holds("markers", "Turn them into paths and save it again.")),
    ("pattern", LogoError::Holds("a pattern", "Turn it into paths, or save the logo as PNG.")),
];
const FILTER: LogoError = LogoError::Holds("a filter, as a shadow or a blur", "Take it away, or save the logo as PNG.");

/// The picture, as large as paper shows it.
pub(super) fn drawn(text: &str) -> Result<Logo, LogoError> {
    if text.contains("<!ENTITY") {
        return Err(LogoError::Entities);
    }
    // A document type is a habit of old programs; without entities it says nothing.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 100_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| LogoError::Svg)?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(LogoError::Svg);
    }
    looked_through(&document)?;
    let tree = Tree::from_xmltree(&document, &alone()).map_err(|_| LogoError::Svg)?;
    let mut budget = BUDGET;
    painted(tree.root(), 0, &mut budget)?;
    let (wide, high) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    if slim(wide, high) {
        return Err(LogoError::Slim);
    }
    let scale = (f64::from(KEPT.0) / wide).min(f64::from(KEPT.1) / high);
    let side = |length: f64, most: u32| ((length * scale).round() as u32).clamp(1, most);
    let mut pixels = Pixmap::new(side(wide, KEPT.0), side(high, KEPT.1)).ok_or(LogoError::Svg)?;
    pixels.fill(Color::WHITE);
    // To the edges, though a pixel is a whole one.
    let fill = |pixels: u32, length: f64| (f64::from(pixels) / length) as f32;
    let scale = Transform::from_scale(fill(pixels.width(), wide), fill(pixels.height(), high));
    resvg::render(&tree, scale, &mut pixels.as_mut());
    let rgb = pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    Ok(Logo { width: pixels.width(), height: pixels.height(), rgb })
}

/// Whatever the drawing names, nothing is opened.
fn alone() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// What is refused, and what one `use` of another amounts to, before anything is drawn.
fn looked_through(document: &Document<'_>) -> Result<(), LogoError> {
    let mut by_id = HashMap::new();
    for node in document.descendants().filter(|node| node.tag_name().namespace() == Some(SVG)) {
        let name = node.tag_name().name();
        if let Some((_, error)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            return Err(*error);
        }
        // An anchor draws nothing of what it points at.
        if !matches!(name, "a" | "script") && target(&node).is_some_and(|target| !target.starts_with('#')) {
            return Err(LogoError::Outside);
        }
        if let Some(id) = node.attribute("id") {
            by_id.entry(id).or_insert(node);
        }
    }
    // A style sheet clips by rules that are not followed here: then what clips must itself be a few shapes.
    let styled = document.descendants().any(|node| {
        node.has_tag_name((SVG, "style"))
            && node.text().is_some_and(|text| text.contains("clip-path") || text.contains("mask"))
    });
    let clipping = document.descendants().filter(is_clip).map(|clip| clip.descendants().count()).sum::<usize>();
    if styled && clipping > MOST_CLIPPING {
        return Err(LogoError::Shapes);
    }
    let mut budget = BUDGET;
    unfolded(document.root_element(), &by_id, 0, &mut budget)
}

fn is_clip(node: &Node<'_, '_>) -> bool {
    node.has_tag_name((SVG, "clipPath")) || node.has_tag_name((SVG, "mask"))
}

fn target<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value().trim())
}

/// Walks the drawing as it is once every `use` stands for what it uses, and every clip is drawn where it clips.
fn unfolded<'a, 'd>(
    node: Node<'a, 'd>,
    by_id: &HashMap<&str, Node<'a, 'd>>,
    depth: usize,
    budget: &mut usize,
) -> Result<(), LogoError> {
    if depth > DEEPEST {
        return Err(LogoError::Shapes);
    }
    let bytes: usize = node.attributes().map(|attribute| attribute.value().len()).sum();
    spend(budget, SHAPE + bytes)?;
    if node.has_tag_name((SVG, "use"))
        && let Some(used) = target(&node).and_then(|target| by_id.get(target.trim_start_matches('#')))
    {
        unfolded(*used, by_id, depth + 1, budget)?;
    }
    for part in node.attributes().flat_map(|attribute| attribute.value().split("url(").skip(1)) {
        let id = part.trim_start_matches([' ', '\'', '"', '#']).split([')', '\'', '"']).next().unwrap_or_default();
        if let Some(clip) = by_id.get(id.trim()).filter(|node| is_clip(node)) {
            unfolded(*clip, by_id, depth + 1, budget)?;
        }
    }
    node.children().filter(Node::is_element).try_for_each(|child| unfolded(child, by_id, depth + 1, budget))
}

/// Walks the drawing as it is painted: clips and masks are painted each time they are used.
fn painted(group: &usvg::Group, depth: usize, budget: &mut usize) -> Result<(), LogoError> {
    if depth > DEEPEST {
        return Err(LogoError::Shapes);
    }
    if !group.filters().is_empty() {
        return Err(FILTER);
    }
    spend(budget, if group.should_isolate() { LAYER } else { SHAPE })?;
    let mut clip = group.clip_path();
    while let Some(one) = clip {
        spend(budget, LAYER)?;
        painted(one.root(), depth + 1, budget)?;
        clip = one.clip_path();
    }
    let mut mask = group.mask();
    while let Some(one) = mask {
        spend(budget, LAYER)?;
        painted(one.root(), depth + 1, budget)?;
        mask = one.mask();
    }
    for child in group.children() {
        match child {
            usvg::Node::Group(group) => painted(group, depth + 1, budget)?,
            usvg::Node::Path(path) => {
                let dashed = path.stroke().is_some_and(|stroke| stroke.dasharray().is_some());
                spend(budget, SHAPE + path.data().len() + if dashed { LAYER } else { 0 })?;
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => return Err(LogoError::Svg),
        }
    }
    Ok(())
}

fn spend(budget: &mut usize, cost: usize) -> Result<(), LogoError> {
    *budget = budget.checked_sub(cost).ok_or(LogoError::Shapes)?;
    Ok(())
}
