# Builds with the README's command and runs as nobody in particular. Nothing is fetched but what Cargo.lock names.

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock askama.toml README.md ./
COPY benches benches
COPY tests/forged tests/forged
COPY config config
COPY src src
RUN cargo build --release --locked

FROM debian:bookworm-slim
COPY --from=build /src/target/release/handover /usr/local/bin/handover
WORKDIR /work
USER 65534:65534
ENTRYPOINT ["handover"]
CMD ["--help"]
