// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.fetch.FetchException;
import dev.ballast.telemetry.fetch.Fetcher;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target, and remembers its series so that those that vanish can be marked stale. Only
 * {@link #status} and {@link #abandon} may be called by other threads than the target's own.
 */
final class TargetScrape {

  private static final Logger LOG = LoggerFactory.getLogger(TargetScrape.class);

  private final ScrapeTarget target;
  private final TargetLabels labels;
  private final Fetcher fetcher;
  private final SampleSink sink;
  private final FamilyBook families;
  private final ScrapeMeter meter;
  private final InstantSource clock;
  private final Map<String, Known> known = new HashMap<>();
  private final AtomicReference<TargetStatus> status;
  private long round;
  private volatile boolean abandoned;

  /** A series as the target wrote it, what it became, and when it was last there. */
  private static final class Known {
    final Labels labels;
    long round;
    boolean ownTime;

    Known(Labels labels) {
      this.labels = labels;
    }
  }

  /** What a scrape found, apart from the samples. */
  private record Found(int samples, int added, String error) {}

  TargetScrape(
      ScrapeTarget target,
      Fetcher fetcher,
      SampleSink sink,
      FamilyBook families,
      ScrapeMeter meter,
      InstantSource clock) {
    this.target = target;
    this.labels = new TargetLabels(target);
    this.fetcher = fetcher;
    this.sink = sink;
    this.families = families;
    this.meter = meter;
    this.clock = clock;
    this.status =
        new AtomicReference<>(
            new TargetStatus(target, TargetStatus.Health.UNKNOWN, null, Duration.ZERO, 0, ""));
  }

  /** What is under way leaves no trace: it did not fail by itself. */
  void abandon() {
    abandoned = true;
  }

  TargetStatus status() {
    return status.get();
  }

  /** Scrapes once; samples without a time of their own get the time at which this began. */
  void scrape() {
    Instant start = clock.instant();
    long time = start.toEpochMilli();
    round++;
    SampleBatch batch = new SampleBatch(known.size() + 8);
    Found found = read(batch, time);
    if (abandoned) {
      return;
    }
    boolean up = found.error.isEmpty();
    if (!up) {
      batch = new SampleBatch(known.size() + 8);
    }
    endVanished(batch, time, up);
    Duration took = Duration.between(start, clock.instant());
    batch.add(labels.report("up"), time, up ? 1 : 0);
    batch.add(labels.report("scrape_duration_seconds"), time, took.toNanos() / 1e9);
    batch.add(labels.report("scrape_samples_scraped"), time, found.samples);
    batch.add(labels.report("scrape_samples_post_metric_relabeling"), time, up ? found.samples : 0);
    batch.add(labels.report("scrape_series_added"), time, up ? found.added : 0);
    String error = append(batch, found.error);
    meter.scraped(target.job(), error);
    status.set(
        new TargetStatus(
            target,
            error.isEmpty() ? TargetStatus.Health.UP : TargetStatus.Health.DOWN,
            start,
            took,
            found.samples,
            error));
  }

  /** Marks everything stale, as nobody will scrape this target any more. */
  void end() {
    long time = clock.millis();
    SampleBatch batch = new SampleBatch(known.size() + 8);
    round++;
    endVanished(batch, time, false);
    for (String name : TargetLabels.REPORTS) {
      batch.add(labels.report(name), time, SampleBuffer.STALE);
    }
    append(batch, "");
  }

  private Found read(SampleBatch batch, long time) {
    try {
      Fetcher.Answer answer = fetcher.fetch(request(), target.timeout(), target.bodyLimit());
      if (answer.status() != 200) {
        return new Found(0, 0, "the target answered HTTP status " + answer.status());
      }
      return ExpositionFormat.ofContentType(answer.contentType())
          .map(format -> samples(answer, format, batch, time))
          .orElseGet(
              () ->
                  new Found(
                      0,
                      0,
                      "Content-Type \"%s\" (expected: text/plain or application/openmetrics-text)"
                          .formatted(answer.contentType())));
    } catch (FetchException | ExpositionException e) {
      return new Found(0, 0, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("event", "scrape.broken")
          .addKeyValue("url", target.url())
          .log("A scrape ended with an unexpected exception; the target counts as down");
      return new Found(0, 0, String.valueOf(e.getMessage()));
    }
  }

  private Found samples(
      Fetcher.Answer answer, ExpositionFormat format, SampleBatch batch, long time) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    ExpositionParser parser = new ExpositionParser(body, format);
    int added = 0;
    for (var entry = parser.next(); entry != null; entry = parser.next()) {
      if (entry != ExpositionParser.Entry.SAMPLE) {
        families.note(entry, parser.family(), parser.text());
        continue;
      }
      if (target.sampleLimit() > 0 && batch.size() >= target.sampleLimit()) {
        return new Found(
            batch.size() + 1,
            0,
            "more than %d samples (sample_limit)".formatted(target.sampleLimit()));
      }
      Known series = known.get(parser.series());
      if (series == null) {
        series = new Known(labels.join(parser.labels()));
        known.put(parser.series(), series);
        added++;
      }
      series.round = round;
      series.ownTime = parser.hasTime();
      batch.add(series.labels, parser.hasTime() ? parser.timeMillis() : time, parser.value());
    }
    return new Found(batch.size(), added, "");
  }

  /** Series with times of their own just stop: a marker could come before their last sample. */
  private void endVanished(SampleBatch batch, long time, boolean up) {
    known
        .values()
        .removeIf(
            series -> {
              boolean vanished = !up || series.round != round;
              if (vanished && !series.ownTime) {
                batch.add(series.labels, time, SampleBuffer.STALE);
              }
              return vanished;
            });
  }

  /** Returns the error there already was, or why nothing could be stored. */
  private String append(SampleBatch batch, String error) {
    try {
      meter.refused(sink.append(batch));
      return error;
    } catch (StoreFullException e) {
      return error.isEmpty() ? String.valueOf(e.getMessage()) : error;
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(target.url())
        .header("Accept", ExpositionFormat.ACCEPT)
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", "ballast")
        .header(
            "X-Prometheus-Scrape-Timeout-Seconds",
            Double.toString(target.timeout().toMillis() / 1000.0))
        .build();
  }
}
