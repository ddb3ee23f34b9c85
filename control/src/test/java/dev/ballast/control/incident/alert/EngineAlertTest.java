// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.alert;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.incident.engine.EnginePolicy;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.control.incident.engine.IncidentEngine;
import dev.ballast.control.incident.engine.Look;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.incident.explain.Explainer;
import dev.ballast.control.incident.explain.FailureKind;
import dev.ballast.control.incident.explain.Inquiry;
import dev.ballast.control.incident.explain.Replication;
import dev.ballast.control.incident.explain.VersionTally;
import dev.ballast.control.incident.recommend.Means;
import dev.ballast.control.incident.recommend.Recommender;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Health;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The alert of "Real-Time Alerting with Context" from what was counted to its last line: nothing in
 * between is written by hand. A release sends half of its charges to a processor that nobody called
 * before and that refuses its key.
 */
class EngineAlertTest {

  private static final Instant ONSET = Instant.parse("2026-01-15T09:30:00Z");
  private static final Instant NOW = ONSET.plusSeconds(840);
  private static final Inquiry.Windows WINDOWS =
      new Inquiry.Windows(
          ONSET.minusSeconds(1860), ONSET.minusSeconds(60), ONSET, NOW, Duration.ofSeconds(30));

  private static ChangeSeen release() {
    return new ChangeSeen(
        "payment-api v2.3.1",
        ChangeSeen.Kind.DEPLOYMENT,
        "payment-api",
        Shops.REGION,
        "v2.3.0",
        "v2.3.1",
        "Added new payment processor",
        NOW.minusSeconds(900),
        ChangeSeen.Relevance.UNRELATED,
        "",
        List.of());
  }

  private static FailureKind failed(String to, String text, long count) {
    return new FailureKind(at("payment-api"), to, "v2.3.1", text, count, "trace");
  }

  private static Inquiry inquiry(Incident incident) {
    Shops shop =
        new Shops()
            .answers("payment-api", tally(20, 30, 0.001), tally(20, 30, 0.2))
            .answers("auth", tally(20, 3, 0), tally(20, 3, 0))
            .calls("payment-api", "auth", tally(20, 3, 0), tally(20, 3, 0))
            .callsSilent("payment-api", "database", tally(40, 2, 0), tally(40, 2, 0))
            .callsSilent("payment-api", "payment-processor", Tally.NONE, tally(5, 8, 0.76));
    return new Inquiry(
        incident.symptoms(),
        WINDOWS,
        shop.accounts(),
        Map.of(),
        Map.of(),
        List.of(
            version("v2.3.0", tally(20, 30, 0.001), tally(10, 30, 0.001)),
            version("v2.3.1", Tally.NONE, tally(10, 30, 0.399))),
        List.of(release()),
        List.of(),
        List.of(
            failed("payment-processor", "auth timeouts, 401: unknown API key", 90),
            failed("", "bad request", 10)),
        List.of(new Replication("database", Shops.REGION, 0.2, 0.2, "lag")),
        List.of(),
        Map.of(
            new ServiceName("database"), Service.Kind.DATABASE,
            new ServiceName("payment-processor"), Service.Kind.EXTERNAL),
        Map.of(),
        List.of());
  }

  private static VersionTally version(String name, Tally before, Tally after) {
    return new VersionTally(at("payment-api"), name, new Compared(before, after));
  }

  /** Through the engine of incidents, the explainer and the recommender. */
  private static Incident incident() {
    IncidentEngine engine = new IncidentEngine(EnginePolicy.DEFAULT);
    Reading reading =
        new Reading(
            at("payment-api"),
            "payment-errors",
            Sign.ERRORS,
            Health.UNHEALTHY,
            ONSET,
            "20 % bad",
            List.of());
    IncidentBook book =
        engine
            .step(
                IncidentBook.EMPTY,
                new Look(NOW, List.of(reading), Topology.EMPTY, List.of(), Set.of()))
            .book();
    Incident open = book.open().getFirst();
    Incident explained =
        engine
            .explain(book, open.id(), Explainer.explain(inquiry(open), ""), NOW)
            .book()
            .find(open.id())
            .orElseThrow();
    return explained.withAnswers(
        explained.impact(), Recommender.of(explained, Means.UNKNOWN), explained.evidence());
  }

  @Test
  void saysWhatTheExampleSaysFromWhatWasCounted() throws IOException {
    assertThat(AlertText.plain(Alert.of(incident(), NOW, ""))).isEqualTo(golden());
  }

  @Test
  void everyLineOfTheContextHasEvidence() {
    Incident incident = incident();

    assertThat(incident.cause().orElseThrow().suspect().detail()).isEqualTo("v2.3.1");
    assertThat(incident.facts())
        .hasSizeGreaterThanOrEqualTo(11)
        .allSatisfy(fact -> assertThat(fact.evidence()).as(fact.text()).isNotEmpty());
  }

  @Test
  void countsTheAgeOfAReleaseUpToWhenItIsRead() {
    assertThat(Alert.of(incident(), NOW.plusSeconds(3600), "").deployment())
        .isEqualTo("v2.3.1 deployed 75 min ago");
    assertThat(incident().facts().getFirst().text())
        .isEqualTo("v2.3.1 deployed 60 s before the onset");
  }

  private static String golden() throws IOException {
    try (var in = EngineAlertTest.class.getResourceAsStream("bad-deploy-counted.txt")) {
      return new String(
          Objects.requireNonNull(in, "golden file").readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
