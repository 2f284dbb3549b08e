//! Figures for operators, in the text form that Prometheus reads: requests by route pattern and status, and their time.

use actix_web::http::Method;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Duration;

/// Upper bounds of the classes of time, in milliseconds.
const CLASSES: [u64; 6] = [5, 20, 50, 200, 1_000, 10_000];

#[derive(Default)]
pub struct Figures {
    counted: Mutex<BTreeMap<(&'static str, String, u16), u64>>,
    took: Mutex<([u64; CLASSES.len() + 1], Duration)>,
}

impl Figures {
    pub fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let method = match *method {
            Method::GET | Method::HEAD => "read",
            _ => "write",
        };
        let mut counted = self.counted.lock().unwrap_or_else(|broken| broken.into_inner());
        *counted.entry((method, route.to_owned(), status)).or_default() += 1;
        let class = CLASSES.iter().position(|bound| took <= Duration::from_millis(*bound)).unwrap_or(CLASSES.len());
        let mut times = self.took.lock().unwrap_or_else(|broken| broken.into_inner());
        times.0[class] += 1;
        times.1 += took;
    }

    pub fn told(&self) -> String {
        let mut text = String::from("# TYPE handover_requests_total counter\n");
        for ((method, route, status), n) in self.counted.lock().unwrap_or_else(|broken| broken.into_inner()).iter() {
            // Patterns are our own text; writing to a String cannot fail.
            let _ = writeln!(
                text,
                "handover_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {n}"
            );
        }
        let times = self.took.lock().unwrap_or_else(|broken| broken.into_inner());
        text.push_str("# TYPE handover_request_seconds histogram\n");
        let mut so_far = 0;
        for (n, bound) in times.0.iter().zip(CLASSES) {
            so_far += n;
            let seconds = Duration::from_millis(bound).as_secs_f64();
            let _ = writeln!(text, "handover_request_seconds_bucket{{le=\"{seconds}\"}} {so_far}");
        }
        so_far += times.0[CLASSES.len()];
        let _ = writeln!(text, "handover_request_seconds_bucket{{le=\"+Inf\"}} {so_far}");
        let _ = writeln!(text, "handover_request_seconds_sum {}", times.1.as_secs_f64());
        let _ = writeln!(text, "handover_request_seconds_count {so_far}");
        text
    }
}
