// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.control.incident.recommend.Means;
import dev.ballast.control.incident.recommend.Recommender;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A command is recommended only when there is one: each is given to the real command line. */
class RecommendedCommandsTest {

  private static final Instant ONSET = Instant.parse("2026-01-31T14:03:10Z");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @Test
  void everyCommandOfOursThatIsRecommendedIsOneThatExists() {
    Set<String> ours = commands("ballast ");

    assertThat(ours)
        .contains(
            "ballast rollout abort shop/payments",
            "ballast route set mesh/payments v1=100 v2=0",
            "ballast scale set deployment/shop/payments 5",
            "ballast gate payments",
            "ballast anomalies",
            "ballast graph critical");
    for (String command : ours) {
      CommandLine.ParseResult parsed = Shell.parsed(words(command.substring("ballast ".length())));
      assertThat(parsed.subcommand()).as(command).isNotNull();
    }
  }

  @Test
  void onlyKubectlAndWhatACapacityResourceSaysComesFromElsewhere() {
    Set<String> others = commands("");
    others.removeIf(command -> command.startsWith("ballast "));

    assertThat(others)
        .containsExactly(
            "kubectl rollout undo deployment/payments --namespace shop",
            "the capacity resource's own command");
  }

  private static Set<String> commands(String start) {
    Set<String> commands = new TreeSet<>();
    for (Incident incident : incidents()) {
      for (Means means : means()) {
        Recommender.of(incident, means).stream()
            .map(Recommendation::command)
            .filter(command -> !command.isEmpty() && command.startsWith(start))
            .forEach(commands::add);
      }
    }
    return commands;
  }

  private static List<Means> means() {
    List<Means> all = new ArrayList<>();
    for (Service.Kind kind : Service.Kind.values()) {
      for (String rollout : List.of("", "shop/payments")) {
        for (String routing : List.of("", "mesh/payments")) {
          all.add(
              new Means(
                  kind,
                  List.of("eu-west"),
                  rollout,
                  List.of("v1", "v2"),
                  routing,
                  "deployment/shop/payments",
                  3,
                  0.5,
                  0.5,
                  "Grow it",
                  "the capacity resource's own command",
                  List.of("reviews")));
        }
      }
    }
    return all;
  }

  private static List<Incident> incidents() {
    List<Incident> all = new ArrayList<>();
    all.add(
        incident(
            new Explanation(
                Explanation.Verdict.UNEXPLAINED, "nothing", List.of(), List.of(), List.of(), ONSET),
            List.of()));
    for (CauseClass kind : CauseClass.values()) {
      for (ChangeSeen.Kind change : ChangeSeen.Kind.values()) {
        RootCause cause =
            new RootCause(
                Suspect.service("payments", "us-east"),
                kind,
                3,
                0.9,
                "it is",
                List.of("E1"),
                List.of(),
                List.of());
        Explanation named =
            new Explanation(
                Explanation.Verdict.NAMED, "because", List.of(cause), List.of(), List.of(), ONSET);
        all.add(incident(named, List.of()));
        all.add(
            incident(
                named,
                List.of(
                    new ChangeSeen(
                        "c",
                        change,
                        "payments",
                        "us-east",
                        "v1",
                        "v2",
                        "payments v2",
                        ONSET,
                        ChangeSeen.Relevance.CAUSE,
                        "only it fails",
                        List.of()))));
      }
    }
    return all;
  }

  private static Incident incident(Explanation explanation, List<ChangeSeen> changes) {
    return new Incident(
        "INC-7",
        Phase.OPEN,
        "",
        Health.UNHEALTHY,
        new Times(ONSET, ONSET, ONSET, null, null, 0),
        Set.of(),
        List.of(
            new Symptom(
                new Place(new ServiceName("checkout"), "us-east"),
                "",
                Symptom.Sign.ERRORS,
                Health.UNHEALTHY,
                ONSET,
                null,
                "errors",
                List.of())),
        explanation,
        Impact.UNKNOWN,
        List.of(),
        changes,
        List.of(),
        List.of(),
        List.of(
            new Evidence(
                "E1",
                "errors",
                "payments",
                "401 unauthorized, pool exhausted",
                ONSET,
                ONSET,
                null,
                null,
                "",
                "",
                3)),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }
}
