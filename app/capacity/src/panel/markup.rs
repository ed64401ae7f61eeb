//! Panels as HTML, drawings as SVG, tables as comma-separated values and as Markdown. The server and the
//! browser's worker write the same bytes.

use std::fmt::Write;

use super::{Drawing, Mark, Panel, Table};
use crate::sources;

/// What a cell begins with whose value is not that of the base.
pub const CHANGED: char = '\u{2260}';

/// A panel as a section of a page.
pub fn html(panel: &Panel) -> String {
    let (id, title, says) = (panel.id, panel.title, escape(&panel.says));
    let drawn = panel.drawing.as_ref().map(|drawing| drawn(drawing, true));
    let rows = table(panel);
    let body = match drawn {
        Some(svg) => format!(
            "<div class=\"capacity-scroll\" role=\"region\" aria-label=\"{title}, drawn\" tabindex=\"0\">{svg}</div>\
             <details class=\"capacity-behind\"><summary>As a table <span class=\"frame-unseen\">: {title}</span></summary>{rows}</details>"
        ),
        None => rows,
    };
    format!(
        "<section class=\"capacity-panel\" id=\"panel-{id}\" aria-labelledby=\"panel-{id}-title\">\
         <h2 id=\"panel-{id}-title\">{title}</h2><p class=\"capacity-says\">{says}</p>{body}\
         <p class=\"capacity-source\">{}</p></section>",
        sources::html(panel.source)
    )
}

fn table(panel: &Panel) -> String {
    let title = panel.title;
    let head: String =
        panel.table.head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell))).collect();
    let rows: String = panel.table.rows.iter().map(|row| self::row(row)).collect();
    format!(
        "<div class=\"capacity-scroll\" role=\"region\" aria-label=\"{title}, as a table\" tabindex=\"0\">\
         <table class=\"capacity-figures-table\"><caption class=\"frame-unseen\">{title}</caption>\
         <thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

fn row(cells: &[String]) -> String {
    let mut text = String::from("<tr>");
    for (place, cell) in cells.iter().enumerate() {
        let cell = escape(cell);
        // Writing to a string does not fail.
        let _ = match place {
            0 => write!(text, "<th scope=\"row\">{cell}</th>"),
            _ if cell.starts_with(CHANGED) => write!(text, "<td class=\"capacity-differs\">{cell}</td>"),
            _ => write!(text, "<td>{cell}</td>"),
        };
    }
    text + "</tr>"
}

/// A drawing as an image that is read out by its label; links in it lead nowhere.
pub fn svg(drawing: &Drawing) -> String {
    drawn(drawing, false)
}

/// A drawing; with links, if it has some, it is read out by what is in it.
fn drawn(drawing: &Drawing, links: bool) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let leads = links && drawing.marks.iter().any(|mark| matches!(mark, Mark::Link(..)));
    let role = if leads { "group" } else { "img" };
    let marks: String = drawing.marks.iter().map(|its| mark(its, links)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"capacity-drawing\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"{role}\" aria-label=\"{}\">{marks}</svg>",
        escape(&drawing.label)
    )
}

fn mark(mark: &Mark, links: bool) -> String {
    match mark {
        Mark::Link(to, marks) => {
            let marks: String = marks.iter().map(|its| self::mark(its, links)).collect();
            if links { format!("<a href=\"{}\">{marks}</a>", escape(to)) } else { marks }
        }
        Mark::Box(class, [x, y, width, height]) => {
            let (x, y, width, height) = (at(*x), at(*y), at(*width), at(*height));
            format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"
            )
        }
        Mark::Line(class, points) => {
            let points: Vec<_> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
            let tag = if class.ends_with("-band") { "polygon" } else { "polyline" };
            format!("<{tag} class=\"{class}\" points=\"{}\"/>", points.join(" "))
        }
        Mark::Bow(class, (x, y), (to_x, to_y)) => {
            let middle = at((x + to_x) / 2.0);
            let (x, y, to_x, to_y) = (at(*x), at(*y), at(*to_x), at(*to_y));
            format!("<path class=\"{class}\" d=\"M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}\"/>")
        }
        Mark::Dot(class, (x, y)) => {
            format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", at(*x), at(*y))
        }
        Mark::Text(class, (x, y), text) => {
            format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>", at(*x), at(*y), escape(text))
        }
    }
}

/// A coordinate to a tenth of a unit, which no eye can tell apart.
fn at(value: f64) -> f64 {
    libm::round(value * 10.0) / 10.0
}

/// A table as comma-separated values (RFC 4180).
pub fn csv(table: &Table) -> String {
    let line = |cells: &Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
        format!("{}\r\n", cells.join(","))
    };
    std::iter::once(&table.head).chain(&table.rows).map(line).collect()
}

/// A cell in quotes where it needs them. One that a spreadsheet would take for a formula is marked as text.
pub fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// A panel as a part of a Markdown report.
pub fn markdown(panel: &Panel) -> String {
    let cells = |cells: &Vec<String>| format!("| {} |\n", cells.join(" | ").replace('\n', " "));
    let rule = format!("|{}\n", "---|".repeat(panel.table.head.len()));
    let rows: String = panel.table.rows.iter().map(cells).collect();
    let head = cells(&panel.table.head);
    format!(
        "## {}\n\n{}\n\n{head}{rule}{rows}\n*{}*\n\n",
        panel.title,
        panel.says,
        sources::markdown(panel.source)
    )
}

/// `text` without meaning in HTML, neither between tags nor in a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> Panel {
        let head = vec!["Item".to_owned(), "Busy, at most".to_owned()];
        let rows = vec![vec!["<b>\"A\"".to_owned(), "=1+1".to_owned()]];
        let marks = vec![Mark::Text("capacity-name", (1.25, 2.0), "A & B".into())];
        let drawing = Drawing { width: 10.0, height: 5.0, label: "A \"drawing\"".into(), marks };
        let table = Table { head, rows };
        Panel { id: "x", title: "X", says: "<i>".into(), drawing: Some(drawing), table, source: "Arithmetic" }
    }

    #[test]
    fn what_people_write_has_no_meaning_on_the_page() {
        let html = html(&panel());
        assert!(
            html.contains("&lt;b&gt;&quot;A&quot;") && !html.contains("<b>") && !html.contains("<i>"),
            "{html}"
        );
        assert!(html.contains("A &amp; B") && html.contains("aria-label=\"A &quot;drawing&quot;\""));
    }

    #[test]
    fn cells_are_quoted_and_no_formula() {
        assert_eq!(csv(&panel().table), "Item,\"Busy, at most\"\r\n\"<b>\"\"A\"\"\",'=1+1\r\n");
    }
}
