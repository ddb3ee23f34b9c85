// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.GameDayReading;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormulasTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");

  private static RunRecord run(List<Series> series) {
    return new RunRecord(
        "day",
        new RunRecord.Broken("RegionIsolation", "shop", "us-east", 2),
        new RunRecord.Clock(
            T0.minusSeconds(60), T0, T0.plusSeconds(300), T0.plusSeconds(301), T0.plusSeconds(600)),
        Goals.DEFAULT,
        series,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        Map.of());
  }

  private static Series of(Signal signal, int from, double... values) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new Series.Point(T0.plusSeconds(from + 10L * i), values[i]));
    }
    return new Series(signal, "some", "sum(x)", points);
  }

  /**
   * An alert of the lost region, and one of a survivor that is in an incident with these causes.
   */
  private static String alerts(String... causes) {
    Instant at = T0.plusSeconds(9);
    RunRecord plain = run(List.of());
    Ruling ruling =
        new AlertScore()
            .judge(
                new RunRecord(
                    plain.run(),
                    plain.broken(),
                    plain.clock(),
                    plain.goals(),
                    List.of(),
                    List.of(
                        new RunRecord.Alarm("lost", "", "us-east", at, null),
                        new RunRecord.Alarm("errors", "orders", "eu-west", at, null)),
                    List.of(),
                    List.of(
                        new RunRecord.Episode(
                            "INC-1",
                            at,
                            null,
                            List.of(causes),
                            Set.of(new Place(new ServiceName("orders"), "eu-west")))),
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of()));
    return ((Ruling.Met) ruling).measure().text();
  }

  @Test
  void anAlertElsewhereIsAboutItWhenItsIncidentBlamesIt() {
    assertThat(alerts("database in us-east", "orders in eu-west"))
        .isEqualTo("Recall 1.00, precision 1.00.");
    assertThat(alerts("orders in eu-west", "database in us-east"))
        .isEqualTo("Recall 1.00, precision 0.50.");
    assertThat(alerts()).isEqualTo("Recall 1.00, precision 0.50.");
  }

  @Test
  void timeoutsThatNoFailureTriedAreNotMet() {
    RunRecord plain = run(List.of());
    RunRecord.Caller calm =
        new RunRecord.Caller("a", "b", Duration.ofSeconds(1), Double.NaN, false, null);
    Ruling ruling =
        new CallerHygiene()
            .judge(
                new RunRecord(
                    plain.run(),
                    plain.broken(),
                    plain.clock(),
                    plain.goals(),
                    List.of(),
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    List.of(calm),
                    null,
                    List.of(),
                    Map.of()));
    assertThat(ruling).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void whatNobodyMeasuredIsNeverMet() {
    List<Ruling> rulings = Formulas.judge(run(List.of()));

    assertThat(rulings).hasSize(25);
    assertThat(rulings.stream().filter(r -> !(r instanceof Ruling.Unknown)).map(Ruling::id))
        .containsExactly("healProof");
    assertThat(rulings.stream().map(Ruling::formula))
        .isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
  }

  @Test
  void tellsWhenTheTrafficHadMoved() {
    Series share = of(Signal.SHARE, 10, 0.5, 0.5, 0.4, 0, 0, 0, 0, 0, 0, 0);

    Ruling ruling = new TimeToFailover().judge(run(List.of(share)));

    assertThat(ruling).isInstanceOf(Ruling.Met.class);
    Measure measure = ((Ruling.Met) ruling).measure();
    assertThat(measure.value()).isEqualTo(30);
    assertThat(measure.proofs().getFirst().query()).isEqualTo("sum(x)");
    assertThat(measure.proofs().getFirst().hash()).hasSize(16).isEqualTo(share.hash());
  }

  @Test
  void aGapIsNotAFailover() {
    Series share =
        new Series(
            Signal.SHARE,
            "share",
            "",
            List.of(
                new Series.Point(T0.plusSeconds(10), 0.5),
                new Series.Point(T0.plusSeconds(20), 0),
                new Series.Point(T0.plusSeconds(30), 0),
                new Series.Point(T0.plusSeconds(200), 0)));

    assertThat(new TimeToFailover().judge(run(List.of(share))))
        .isInstanceOfSatisfying(
            Ruling.Missed.class,
            missed -> {
              assertThat(missed.finding().severity()).isEqualTo(Severity.CRITICAL);
              assertThat(missed.finding().measure().value()).isInfinite();
              assertThat(missed.finding().suspected()).contains("RegionPolicy");
            });
  }

  @Test
  void unsentRequestsAreLost() {
    Series intended = of(Signal.INTENDED, 10, 20, 20, 20);
    Series answered = of(Signal.SUCCEEDED, 10, 20, 0, 10);

    Ruling ruling = new RequestsLost().judge(run(List.of(intended, answered)));

    assertThat(((Ruling.Met) ruling).measure().value()).isEqualTo(300);
  }

  @Test
  void noFindingRepeatsASecretOfALoad() {
    GameDay day =
        ConfigurationReader.readGameDays(
                List.of(Path.of("../examples/gameday/region-failure.yaml")), QueryChecker.NONE)
            .days()
            .getFirst();
    CanaryLoad load =
        day.load()
            .getFirst()
            .with(
                Map.of(
                    "Authorization", "Bearer s3cret",
                    "X-Api-Key", "s3cret",
                    "Cookie", "sid=s3cret; x=${BALLAST_GAMEDAY_SESSION}",
                    "X-Token", "Bearer ${BALLAST_GAMEDAY_TOKEN}",
                    "Accept", "text/html"));

    assertThat(LoadText.of(load))
        .doesNotContain("s3cret")
        .contains(
            "${BALLAST_GAMEDAY_AUTHORIZATION}",
            "${BALLAST_GAMEDAY_X_API_KEY}",
            "${BALLAST_GAMEDAY_COOKIE}",
            "Bearer ${BALLAST_GAMEDAY_TOKEN}",
            "text/html");
  }

  @Test
  void everyFindingBecomesAScheduledExperimentThatHoldsAGameDay() {
    GameDay day =
        ConfigurationReader.readGameDays(
                List.of(Path.of("../examples/gameday/region-failure.yaml")), QueryChecker.NONE)
            .days()
            .getFirst();
    for (Formula formula : Formulas.all()) {
      Finding finding =
          new Finding(
              new Measure(
                  formula.number(),
                  formula.id(),
                  formula.title(),
                  7,
                  "s",
                  5,
                  "it's: \"so\"\n#",
                  List.of()),
              Severity.HIGH,
              "x");

      String text = Regression.of(finding, day);

      Reading experiments =
          ConfigurationReader.readSources(
              List.of(Source.of("regression.yaml", text)), QueryChecker.NONE);
      assertThat(experiments.problems()).as(text).isEmpty();
      Experiment experiment = experiments.configuration().experiments().values().iterator().next();
      assertThat(experiment.schedule().cron()).isEqualTo("0 3 * * 1");
      assertThat(experiment.schedule().proofLasts()).isEqualTo(Duration.ofDays(15));
      assertThat(experiment.schedule().gates())
          .isEqualTo(day.regressions().failBuildOn().contains(formula.id()));
      assertThat(experiment.steadyState().probes().getFirst().provider())
          .isEqualTo(new Provider.HeldDay(new Tree.Fields(Map.of()), formula.id()));
      Provider.HeldDay held = (Provider.HeldDay) experiment.method().getFirst().provider();
      GameDayReading reading =
          ConfigurationReader.readGameDay(
              Source.of("plan.json", held.plan().json()), QueryChecker.NONE);
      assertThat(reading.problems()).as(text).isEmpty();
      GameDay again = reading.days().getFirst();
      assertThat(again.name()).isEqualTo("region-failure-" + formula.id());
      assertThat(again.faults().getFirst().broken())
          .usingRecursiveComparison()
          .ignoringFields("effects", "duration")
          .isEqualTo(day.faults().getFirst().broken());
      assertThat(again.stopWhen()).isEqualTo(day.stopWhen());
      assertThat(again.load()).isEqualTo(day.load());
      assertThat(again.length()).isEqualTo(Duration.ofMinutes(25));
    }
  }
}
