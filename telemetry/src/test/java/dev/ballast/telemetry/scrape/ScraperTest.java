// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.telemetry.fetch.Fetcher;
import dev.ballast.telemetry.ingest.RecordedMetadata;
import dev.ballast.telemetry.ingest.RecordedSamples;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ScraperTest {

  private Instant now = Instant.ofEpochMilli(1_000_000);
  private final RecordedSamples samples = new RecordedSamples();
  private final RecordedMetadata metadata = new RecordedMetadata(100);
  private final Meter meter = new Meter();
  private final Fetcher fetcher = new Fetcher();
  private final AtomicReference<Headers> asked = new AtomicReference<>(new Headers());
  private volatile String body = "";
  private volatile String contentType = "text/plain; version=0.0.4";
  private volatile int status = 200;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          asked.set(exchange.getRequestHeaders());
          byte[] bytes = body.getBytes(UTF_8);
          if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    fetcher.close();
  }

  @Test
  void writesSamplesWithTheTargetsLabelsAndTheScrapesOwnSeries() {
    body = "# HELP a All.\n# TYPE a gauge\na{x=\"1\"} 5\nb 6 999000\n";
    TargetScrape scrape = scrape(target().withLabels(Map.of("zone", "z")));

    scrape.scrape();

    String own = "instance=\"%s\",job=\"web\",zone=\"z\"".formatted(instance());
    assertThat(samples.take())
        .containsExactly(
            "a{" + own.replace(",zone", ",x=\"1\",zone") + "} @1000000 5",
            "b{" + own + "} @999000 6",
            "scrape_duration_seconds{" + own + "} @1000000 0",
            "scrape_samples_post_metric_relabeling{" + own + "} @1000000 2",
            "scrape_samples_scraped{" + own + "} @1000000 2",
            "scrape_series_added{" + own + "} @1000000 2",
            "up{" + own + "} @1000000 1");
    assertThat(metadata.all()).containsEntry("a", new Metadata("gauge", "All.", ""));
    assertThat(scrape.status().health()).isEqualTo(TargetStatus.Health.UP);
    assertThat(scrape.status().samples()).isEqualTo(2);
  }

  @Test
  void marksSeriesStaleThatVanishUnlessTheyBringTheirOwnTimes() {
    TargetScrape scrape = scrape(target());
    body = "a 1\nb 2\nc 3 1000000\n";
    scrape.scrape();
    samples.take();
    body = "a 1\n";
    now = now.plusSeconds(15);

    scrape.scrape();

    assertThat(values(samples.take()))
        .containsExactly(
            "a @1015000 1",
            "b @1015000 stale",
            "scrape_duration_seconds @1015000 0",
            "scrape_samples_post_metric_relabeling @1015000 1",
            "scrape_samples_scraped @1015000 1",
            "scrape_series_added @1015000 0",
            "up @1015000 1");
  }

  @Test
  void marksAllSeriesStaleWhenTheTargetIsLost() {
    TargetScrape scrape = scrape(target());
    body = "a 1\nb 2\n";
    scrape.scrape();
    samples.take();
    server.stop(0);

    scrape.scrape();

    assertThat(values(samples.take()))
        .contains("a @1000000 stale", "b @1000000 stale", "up @1000000 0");
    assertThat(scrape.status().health()).isEqualTo(TargetStatus.Health.DOWN);
    assertThat(scrape.status().error()).isEqualTo(target().url() + ": cannot connect");
    assertThat(meter.prometheusText())
        .contains("ballast_scrapes_total{job=\"web\",outcome=\"failed\"} 1");
  }

  @Test
  void comesBackAfterALoss() {
    TargetScrape scrape = scrape(target());
    status = 503;
    scrape.scrape();
    assertThat(scrape.status().error()).isEqualTo("the target answered HTTP status 503");
    status = 200;
    body = "a 1\n";
    samples.take();

    scrape.scrape();

    assertThat(values(samples.take())).contains("a @1000000 1", "up @1000000 1");
  }

  @Test
  void takesNothingOfATextThatIsBroken() {
    TargetScrape scrape = scrape(target());
    body = "a 1\nb\n";

    scrape.scrape();

    assertThat(values(samples.take())).doesNotContain("a @1000000 1").contains("up @1000000 0");
    assertThat(scrape.status().error()).isEqualTo("line 2: end of line (expected: a value)");
  }

  @Test
  void failsScrapesOverTheSampleLimitOrTheBodyLimit() {
    body = "a 1\nb 2\nc 3\n";
    TargetScrape fewSamples = scrape(target().withLimits(2, 1000));
    TargetScrape fewBytes = scrape(target().withLimits(0, 5));

    fewSamples.scrape();
    fewBytes.scrape();

    assertThat(fewSamples.status().error()).isEqualTo("more than 2 samples (sample_limit)");
    assertThat(fewBytes.status().error())
        .isEqualTo(target().url() + ": the answer has more than 5 bytes");
    assertThat(values(samples.take())).doesNotContain("a @1000000 1");
  }

  @Test
  void renamesScrapedLabelsThatClashUnlessTheyAreHonored() {
    body = "a{job=\"inner\",exported_job=\"old\"} 1\n";

    scrape(target()).scrape();
    assertThat(samples.take("a{"))
        .containsExactly(
            "a{exported_exported_job=\"inner\",exported_job=\"old\",instance=\"%s\",job=\"web\"} @1000000 1"
                .formatted(instance()));

    scrape(target().honoringLabels()).scrape();
    assertThat(samples.take("a{"))
        .containsExactly(
            "a{exported_job=\"old\",instance=\"%s\",job=\"inner\"} @1000000 1"
                .formatted(instance()));
  }

  @Test
  void asksForOpenMetricsFirstAndReadsWhatItGets() {
    contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    body = "a 1 500.5\n# EOF\n";

    scrape(target()).scrape();

    assertThat(values(samples.take())).contains("a @500500 1");
    assertThat(asked.get().getFirst("Accept")).startsWith("application/openmetrics-text");
    assertThat(asked.get().getFirst("X-Prometheus-Scrape-Timeout-Seconds")).isEqualTo("10.0");
  }

  @Test
  void takesMissingContentTypesForTextAndRefusesWebPages() {
    body = "a 1\n";
    contentType = "";
    TargetScrape scrape = scrape(target());
    scrape.scrape();
    assertThat(scrape.status().error()).isEmpty();

    contentType = "text/html";
    scrape.scrape();
    assertThat(scrape.status().error())
        .isEqualTo(
            "Content-Type \"text/html\" (expected: text/plain or application/openmetrics-text)");
  }

  @Test
  void keepsTheFirstDescriptionWhenTargetsDisagree() {
    FamilyBook families = new FamilyBook(metadata);
    families.note(ExpositionParser.Entry.HELP, "a", "First.");
    families.note(ExpositionParser.Entry.TYPE, "a", "counter");
    families.note(ExpositionParser.Entry.HELP, "a", "Second.");
    families.note(ExpositionParser.Entry.UNIT, "a", "bytes");

    assertThat(metadata.all()).containsEntry("a", new Metadata("counter", "First.", "bytes"));
  }

  @Test
  void saysThatTheStoreIsFull() {
    samples.full(true);
    TargetScrape scrape = scrape(target());

    scrape.scrape();

    assertThat(scrape.status().error()).isEqualTo("the disk is full");
  }

  @Test
  void scrapesAtTheIntervalAndEndsSeriesOfTargetsThatGo() throws InterruptedException {
    body = "a 1\n";
    ScrapeTarget target = target().every(Duration.ofMillis(20)).within(Duration.ofSeconds(60));
    try (Scraper scraper = new Scraper(samples, metadata, meter, InstantSource.system())) {
      scraper.watch(List.of(target));
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      String ok = "ballast_scrapes_total{job=\"web\",outcome=\"ok\"} 3";
      while (!meter.prometheusText().contains(ok) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(meter.prometheusText()).contains("outcome=\"ok\"");
      assertThat(scraper.targets()).extracting(TargetStatus::target).containsExactly(target);
      samples.take();

      scraper.watch(List.of());

      assertThat(scraper.targets()).isEmpty();
      assertThat(samples.take())
          .anyMatch(line -> line.startsWith("a{") && line.endsWith(" stale"))
          .anyMatch(line -> line.startsWith("up{") && line.endsWith(" stale"));
    }
  }

  @Test
  void saysThatATargetIsDownWhoseAddressCannotBeAsked() {
    URI wrong = URI.create("localhost:9100/metrics");
    ScrapeTarget target = ScrapeTarget.of("web", wrong);
    assertThat(target.isReachable()).isFalse();
    assertThat(target().isReachable()).isTrue();

    scrape(target).scrape();

    assertThat(samples.take())
        .contains("up{instance=\"localhost:9100/metrics\",job=\"web\"} @1000000 0");
  }

  @Test
  void closesWithoutWaitingForATargetThatDoesNotAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/never",
        exchange -> {
          asked.countDown();
          awaitQuietly(over);
          exchange.close();
        });
    URI never = URI.create("http://" + instance() + "/never");
    Scraper scraper = new Scraper(samples, metadata, meter, InstantSource.system());
    try {
      scraper.watch(List.of(ScrapeTarget.of("web", never).within(Duration.ofMinutes(5))));
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      Thread closing = Thread.ofVirtual().start(scraper::close);
      assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
      assertThat(samples.take()).isEmpty();
    } finally {
      over.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TargetScrape scrape(ScrapeTarget target) {
    return new TargetScrape(
        target, fetcher, samples, new FamilyBook(metadata), new ScrapeMeter(meter), () -> now);
  }

  private ScrapeTarget target() {
    return ScrapeTarget.of("web", URI.create("http://" + instance() + "/metrics"));
  }

  private String instance() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Without labels. */
  private static List<String> values(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\{.*} @", " @")).toList();
  }
}
