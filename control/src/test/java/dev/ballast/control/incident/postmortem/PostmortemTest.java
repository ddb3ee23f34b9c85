// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Cleared;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PostmortemTest {

  private static final Instant ONSET = Instant.parse("2026-01-31T14:03:10Z");
  private static final Addresses HERE = new Addresses("http://127.0.0.1:7700/");

  private static final Incident INCIDENT = incident("401 <script>alert(1)</script> | `x`");

  @Test
  void tellsTheStoryInMarkdown() {
    assertThat(Postmortem.markdown(INCIDENT, HERE, ONSET.plusSeconds(3600)))
        .startsWith("# INC-142: payments in us-east was UNHEALTHY: too many errors;")
        .contains("Written by Ballast at 2026-01-31 15:03:10 from [INC-142]")
        .contains("| **Noticed** | 2026-01-31 14:03:16 (6 s after) |")
        .contains("| **Resolved** | 2026-01-31 14:11:10 (8 min 0 s after) |")
        .contains("## Root cause\n\n**Only v2.3.1 fails.**")
        .contains("- **auth**: p99 9 ms [E2](http://127.0.0.1:7700/incidents/INC-142#E2)")
        .contains(
            "- **Roll back payments to v2.3.0**: it was well"
                + " `` ballast rollout abort payments ``")
        .contains("- [ ] **Add a pre-rollout check**: it would have stopped this")
        .contains("Users: unknown, telemetry names none");
  }

  @Test
  void keepsWhatTelemetrySaidFromBecomingMarkup() {
    assertThat(Postmortem.markdown(INCIDENT, HERE, ONSET))
        .contains("401 \\<script\\>alert(1)\\</script\\> \\| \\`x\\`");
    assertThat(Postmortem.html(INCIDENT, HERE, ONSET))
        .contains("401 &lt;script&gt;alert(1)&lt;/script&gt; | `x`")
        .doesNotContain("<script");
  }

  @Test
  void isOnePageOfHtmlThatNeedsNothingElse() {
    String html = Postmortem.html(INCIDENT, HERE, ONSET);

    assertThat(html).startsWith("<!doctype html>").contains("@media print").endsWith("</html>\n");
    assertThat(html).doesNotContainPattern("<(link|script|img|iframe)");
  }

  @Test
  void linksAllEvidenceAndOnlyEvidenceThatIsThere() {
    Set<String> linked = new TreeSet<>();
    Matcher links =
        Pattern.compile("/incidents/INC-142#(E\\d+)")
            .matcher(Postmortem.markdown(INCIDENT, HERE, ONSET));
    while (links.find()) {
      linked.add(links.group(1));
    }

    assertThat(linked).containsExactly("E1", "E2");
  }

  @Test
  void isTheSameEachTime() {
    assertThat(Postmortem.html(INCIDENT, HERE, ONSET))
        .isEqualTo(Postmortem.html(INCIDENT, HERE, ONSET));
  }

  @Test
  void asksForTheNumbersOfEachQueryAroundItsWindow() {
    Evidence evidence =
        new Evidence(
            "E1", "slo", "a", "b", ONSET, ONSET, null, null, "", "up{a=\"b c\"}\n\nrate(x[1m])", 0);

    assertThat(HERE.numbers(evidence))
        .extracting(Addresses.Shown::address)
        .containsExactly(
            "http://127.0.0.1:7700/prometheus/api/v1/query_range?query=up%7Ba%3D%22b%20c%22%7D"
                + "&start=1769868070&end=1769868310&step=2",
            "http://127.0.0.1:7700/prometheus/api/v1/query_range?query=rate%28x%5B1m%5D%29"
                + "&start=1769868070&end=1769868310&step=2");
  }

  private static Incident incident(String said) {
    Place payments = new Place(new ServiceName("payments"), "us-east");
    RootCause cause =
        new RootCause(
            Suspect.change("payments", "us-east", "v2.3.1"),
            CauseClass.CHANGE,
            5,
            0.9,
            "only v2.3.1 fails",
            List.of("E1"),
            List.of(),
            List.of(new Hop("payments", "storefront", 0.4, "calls it", List.of("E1"))));
    return new Incident(
        "INC-142",
        Phase.RESOLVED,
        "ada",
        Health.UNHEALTHY,
        new Times(
            ONSET,
            ONSET.plusSeconds(6),
            ONSET.plusSeconds(480),
            ONSET.plusSeconds(60),
            ONSET.plusSeconds(480),
            0),
        Set.of(),
        List.of(
            new Symptom(
                payments,
                "payments-availability",
                Symptom.Sign.ERRORS,
                Health.HEALTHY,
                ONSET,
                ONSET.plusSeconds(480),
                "91 % errors",
                List.of("E1"))),
        new Explanation(
            Explanation.Verdict.NAMED,
            "only v2.3.1 fails",
            List.of(cause),
            List.of(new Cleared(Suspect.service("auth", ""), "p99 9 ms", List.of("E2"))),
            List.of("no logs of card-processor"),
            ONSET.plusSeconds(16)),
        new Impact(
            "POST /checkout: 38,904 bad requests since the onset.",
            List.of(
                new Impact.Journey(
                    "POST /checkout",
                    "storefront",
                    "us-east",
                    118.0,
                    0.91,
                    38_904.0,
                    List.of("E1"))),
            38_904.0,
            null,
            3.5,
            List.of()),
        List.of(
            new Recommendation(
                Recommendation.Action.ROLL_BACK,
                Recommendation.Urgency.IMMEDIATE,
                "Roll back payments to v2.3.0",
                "ballast rollout abort payments",
                "it was well",
                List.of(),
                List.of("E1"),
                List.of()),
            new Recommendation(
                Recommendation.Action.PREVENT,
                Recommendation.Urgency.FOLLOW_UP,
                "Add a pre-rollout check",
                "",
                "it would have stopped this",
                List.of(),
                List.of(),
                List.of())),
        List.of(
            new ChangeSeen(
                "c1",
                ChangeSeen.Kind.ROLLOUT,
                "payments",
                "us-east",
                "v2.3.0",
                "v2.3.1",
                "payments v2.3.1 at 25 %",
                ONSET.minusSeconds(128),
                ChangeSeen.Relevance.CAUSE,
                "only it fails",
                List.of("E1"))),
        List.of(),
        List.of(),
        List.of(
            new Evidence(
                "E1",
                "errors",
                "payments",
                said,
                ONSET,
                ONSET.plusSeconds(60),
                0.001,
                0.98,
                "",
                "up",
                4),
            new Evidence(
                "E2",
                "latency",
                "auth",
                "p99 9 ms",
                ONSET,
                ONSET.plusSeconds(60),
                0.009,
                0.009,
                "s",
                "",
                0)),
        List.of(new Moment(ONSET, Moment.Kind.ONSET, "401 begins", List.of("E1"))),
        Confirmation.NONE,
        Explanation.PENDING);
  }
}
