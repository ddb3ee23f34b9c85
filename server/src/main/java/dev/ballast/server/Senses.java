// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.ledger.Ledger;
import dev.ballast.server.board.VersionBook;
import dev.ballast.server.logs.PseudonymKey;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.otlp.OtlpLimits;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.redact.GuardedLogs;
import dev.ballast.telemetry.redact.GuardedSpans;
import dev.ballast.telemetry.redact.Pseudonyms;
import dev.ballast.telemetry.redact.Redaction;
import dev.ballast.telemetry.scrape.Scraper;
import dev.ballast.telemetry.spanmetrics.RedLimits;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/** How Ballast sees: the telemetry that is kept, and everything through which it comes in. */
final class Senses {

  private final InstantSource clock;
  private final TelemetryStore store;
  private final VersionBook versions;
  private final RedMetrics spanMetrics;
  private final LogSink logSink;
  private final OtlpReceiver receiver;
  private final Scraper scraper;
  private volatile Instant flushed = Instant.EPOCH;

  Senses(ServerConfig config, Ledger ledger, Meter meter, InstantSource clock, Closing closing) {
    this.clock = clock;
    store =
        closing.add(
            TelemetryStore.open(
                config.dataDir().resolve("telemetry"), storeOptions(config), clock));
    MetadataSink metadata = store.metrics()::describe;
    versions = new VersionBook(ledger.documents(), ledger.events());
    spanMetrics = new RedMetrics(store, metadata, RedLimits.DEFAULT, versions, meter, clock);
    closing.add(this::flush);
    Redaction rules = config.intake().redaction();
    Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.of(ledger.documents(), new SecureRandom()));
    logSink = new GuardedLogs(store.logSink(), rules, pseudonyms, meter);
    SpanSink spanSink = new GuardedSpans(store.spanSink(), rules, pseudonyms, meter);
    receiver =
        new OtlpReceiver(
            new OtlpReceiver.Sinks(store, metadata, spanSink, logSink, spanMetrics),
            new OtlpLimits(config.limits().bodyBytes(), OtlpLimits.DEFAULT.maxCachedSeries()),
            meter,
            clock);
    scraper = closing.add(new Scraper(store, metadata, meter, clock));
    StoreGauges.register(meter, () -> store.stats(0));
  }

  TelemetryStore store() {
    return store;
  }

  VersionBook versions() {
    return versions;
  }

  /** Where log records go: redacted before they are kept. */
  LogSink logSink() {
    return logSink;
  }

  OtlpReceiver receiver() {
    return receiver;
  }

  Scraper scraper() {
    return scraper;
  }

  /** Makes samples of what the spans said since the last time. */
  void flush() {
    Instant now = clock.instant();
    spanMetrics.flush(now);
    flushed = now;
  }

  /** When that was done last: up to there the counts are complete. */
  Instant flushed() {
    return flushed;
  }

  private static StoreOptions storeOptions(ServerConfig config) {
    ServerConfig.Retention kept = config.retention();
    StoreOptions.Limits standard = StoreOptions.Limits.DEFAULT;
    return StoreOptions.DEFAULT
        .withMinFreeBytes(config.limits().freeBytes())
        .withRetention(new StoreOptions.Retention(kept.metrics(), kept.traces(), kept.logs()))
        .withLimits(
            new StoreOptions.Limits(
                config.limits().series(),
                standard.maxLabels(),
                standard.maxNameBytes(),
                standard.maxValueBytes()));
  }
}
