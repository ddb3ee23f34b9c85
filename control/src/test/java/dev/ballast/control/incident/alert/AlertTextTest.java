// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Fact.State;
import dev.ballast.control.incident.Fact.Topic;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.Recommendation.Action;
import dev.ballast.control.incident.Recommendation.Urgency;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The alert of "Real-Time Alerting with Context", line by line, and what it says when it cannot.
 */
final class AlertTextTest {

  private static final Instant ONSET = Instant.parse("2026-01-15T09:30:00Z");

  private static Fact fact(Topic topic, String about, State state, String text) {
    return new Fact(topic, about, state, text, null, List.of());
  }

  private static Recommendation advice(
      Action action, Urgency urgency, String text, String command) {
    return new Recommendation(action, urgency, text, command, "", List.of(), List.of(), List.of());
  }

  private static Incident incident(
      Explanation explanation, List<Recommendation> recommendations, List<Fact> facts) {
    return new Incident(
        "INC-42",
        Phase.OPEN,
        "",
        Health.UNHEALTHY,
        new Times(ONSET, ONSET, ONSET, null, null, 0),
        Set.of(),
        List.of(
            new Symptom(
                new Place(new ServiceName("payment-api"), "us-east"),
                "payment-errors",
                Symptom.Sign.ERRORS,
                Health.UNHEALTHY,
                ONSET,
                null,
                "payment-api answers with errors",
                List.of())),
        explanation,
        Impact.UNKNOWN,
        recommendations,
        List.of(),
        List.of(),
        facts,
        List.of(),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static Incident badDeploy() {
    RootCause cause =
        new RootCause(
            Suspect.change("payment-api", "us-east", "v2.3.1"),
            CauseClass.CHANGE,
            9,
            0.9,
            "payment-api v2.3.1",
            List.of(),
            List.of(),
            List.of());
    return incident(
        new Explanation(
            Explanation.Verdict.NAMED,
            "payment-api v2.3.1",
            List.of(cause),
            List.of(),
            List.of(),
            ONSET),
        List.of(
            advice(
                Action.ROLL_BACK,
                Urgency.IMMEDIATE,
                "Roll back to v2.3.0",
                "ballast rollout abort payment-api"),
            advice(Action.VERIFY, Urgency.QUICK, "Verify credentials for new processor", ""),
            advice(Action.PREVENT, Urgency.FOLLOW_UP, "Add pre-deployment validation", "")),
        List.of(
            fact(Topic.DEPLOYMENT, "v2.3.1", State.SUSPICIOUS, "v2.3.1 deployed 15 min ago"),
            fact(Topic.RECENT_CHANGE, "v2.3.1", State.SUSPICIOUS, "Added new payment processor"),
            fact(Topic.REPLICATION, "database", State.NORMAL, "Replication lag is normal"),
            fact(Topic.DEPENDENCY, "all", State.NORMAL, "All healthy"),
            fact(
                Topic.ERROR_SHARE,
                "processor",
                State.SUSPICIOUS,
                "90% of errors from new payment processor"),
            fact(
                Topic.FAILURE_KIND,
                "processor",
                State.SUSPICIOUS,
                "Processor failing with auth timeouts"),
            fact(Topic.CLEARED, "auth", State.NORMAL, "Auth service healthy (not cause)"),
            fact(
                Topic.MEANING,
                "processor",
                State.SUSPICIOUS,
                "New processor has wrong credentials")));
  }

  private static String golden(String name) throws IOException {
    try (var in = AlertTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void saysLineByLineWhatTheExampleSays() throws IOException {
    Alert alert = Alert.of(badDeploy(), ONSET, "");
    assertThat(AlertText.plain(alert)).isEqualTo(golden("bad-deploy.txt"));
  }

  @Test
  void saysTheSameInMarkdownWithTheCommandAndTheRunbook() throws IOException {
    Alert alert = Alert.of(badDeploy(), ONSET, "https://wiki.example.com/payment-api");
    assertThat(AlertText.markdown(alert)).isEqualTo(golden("bad-deploy.md"));
  }

  @Test
  void whatIsNotKnownSaysSo() throws IOException {
    Alert alert = Alert.of(incident(Explanation.PENDING, List.of(), List.of()), ONSET, "");
    assertThat(AlertText.plain(alert)).isEqualTo(golden("unknown.txt"));
  }

  @Test
  void withoutAnyFactTheExplanationSpeaks() {
    Explanation unexplained =
        new Explanation(
            Explanation.Verdict.UNEXPLAINED,
            "nothing that changed explains it; checked: metrics, traces",
            List.of(),
            List.of(),
            List.of(),
            ONSET);
    Alert alert = Alert.of(incident(unexplained, List.of(), List.of()), ONSET, "");
    assertThat(alert.detection())
        .containsExactly("nothing that changed explains it; checked: metrics, traces");
  }

  @Test
  void namesInTelemetryAreTextInMarkdown() {
    Incident hostile =
        incident(
            Explanation.PENDING,
            List.of(),
            List.of(
                fact(Topic.DEPLOYMENT, "x", State.UNKNOWN, "[click](http://evil) <script>`x`")));
    assertThat(AlertText.markdown(Alert.of(hostile, ONSET, "")))
        .contains("\\[click\\](http://evil) \\<script\\>\\`x\\`");
  }

  @Test
  void anIncidentOfOthersAlertsHasTheirNameAndSeverity() {
    AlertSeen seen =
        new AlertSeen(
            "f1",
            "DiskFull",
            "alertmanager",
            "orders",
            "eu-west",
            "page",
            "disk is full",
            ONSET.minus(Duration.ofMinutes(1)),
            null,
            "");
    Incident incident =
        new Incident(
            "INC-7",
            Phase.OPEN,
            "",
            Health.UNKNOWN,
            new Times(ONSET, ONSET, ONSET, null, null, 0),
            Set.of(),
            List.of(),
            Explanation.PENDING,
            Impact.UNKNOWN,
            List.of(),
            List.of(),
            List.of(seen),
            List.of(),
            List.of(),
            List.of(),
            Confirmation.NONE,
            Explanation.PENDING);
    Alert alert = Alert.of(incident, ONSET, "");
    assertThat(alert.title()).isEqualTo("DiskFull");
    assertThat(alert.service()).isEqualTo("orders");
    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
  }
}
