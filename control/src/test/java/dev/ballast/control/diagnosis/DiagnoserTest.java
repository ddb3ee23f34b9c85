// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import static dev.ballast.control.diagnosis.Scenes.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnoserTest {

  @Test
  void namesTheSlowDatabaseAndNotItsThreeCallers() {
    Scenes scene = Scenes.of().symptom("shop", SignalKind.LATENCY);
    scene.calls("shop", "orders", "payments", "reviews");
    for (String caller : new String[] {"orders", "payments", "reviews"}) {
      scene.calls(caller, "database").signal(caller, "latency_mean", 0.1, 0.5);
      scene.signal(caller, "requests", 100, 100);
    }
    scene.signal("shop", "latency_mean", 0.2, 0.6).signal("shop", "requests", 300, 300);
    scene.signal("database", "latency_mean", 0.01, 0.41).signal("database", "requests", 300, 300);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("database"));
  }

  @Test
  void namesNobodyWhenNothingChanged() {
    Scenes scene = Scenes.of().symptom("a", SignalKind.LATENCY).calls("a", "b");
    scene.signal("a", "latency_mean", 0.1, 0.101).signal("b", "latency_mean", 0.05, 0.0495);
    scene.signal("a", "cpu", 20, 20.2).signal("b", "cpu", 10, 9.9);
    assertThat(scene.diagnose().verdict()).isEqualTo(new Verdict.Unexplained());
  }

  @Test
  void namesNobodyWithoutData() {
    Diagnosis diagnosis = Scenes.of().diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(new Verdict.Unexplained());
    assertThat(diagnosis.ranking()).isEmpty();
  }

  @Test
  void ranksAServiceWithoutTracesByItsMetrics() {
    Scenes scene = Scenes.of().calls("a", "b", "blind");
    for (int trace = 0; trace < 10; trace++) {
      scene.before(span(trace, 1, 0, "a", 0, 10), span(trace, 2, 1, "b", 2, 5));
      scene.after(span(trace, 1, 0, "a", 0, 10), span(trace, 2, 1, "b", 2, 5));
    }
    scene.signal("blind", "cpu", 10, 95);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("blind"));
  }

  @Test
  void namesThePodWhoseNetworkIsSlowThoughItsOwnSeriesAreFlat() {
    Scenes scene = Scenes.of().symptom("front", SignalKind.LATENCY);
    scene.calls("front", "a", "slow").calls("a", "slow");
    for (int trace = 0; trace < 30; trace++) {
      scene.before(call(trace, "front", "slow", 4)).before(call(trace + 100, "a", "slow", 4));
      scene.before(call(trace + 200, "front", "a", 4));
      scene.after(call(trace, "front", "slow", 300)).after(call(trace + 100, "a", "slow", 300));
      scene.after(call(trace + 200, "front", "a", 4));
    }
    scene.signal("slow", "cpu", 10, 10).signal("slow", "memory", 10, 10);
    Diagnosis diagnosis = scene.diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(named("slow"));
    assertThat(diagnosis.ranking().getFirst().modality()).isEqualTo(Modality.NETWORK);
  }

  @Test
  void blamesTheOriginOfARetryStormAndNotTheCallerThatRepeats() {
    Scenes scene = Scenes.of().symptom("front", SignalKind.AVAILABILITY);
    scene.calls("front", "caller").calls("caller", "origin");
    scene.signal("front", "availability_average", 100, 60).signal("front", "requests", 100, 100);
    scene.signal("caller", "availability_average", 100, 60).signal("caller", "requests", 100, 100);
    scene.signal("origin", "availability_average", 100, 20).signal("origin", "requests", 100, 400);
    scene.signal("caller", "cpu", 10, 12);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("origin"));
  }

  @Test
  void takesMoreLoadForNoCause() {
    Scenes scene = Scenes.of().calls("a", "b");
    scene.signal("b", "requests", 100, 400).signal("b", "cpu", 10, 40);
    scene.signal("a", "requests", 100, 100).signal("a", "cpu", 10, 40);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("a"));
  }

  @Test
  void survivesCyclesAndSelfCallsInTheGraph() {
    Scenes scene = Scenes.of().symptom("a", SignalKind.LATENCY);
    scene.calls("a", "a", "b").calls("b", "c").calls("c", "a", "d");
    scene.signal("a", "latency_mean", 0.1, 0.4).signal("d", "latency_mean", 0.1, 0.4);
    scene.signal("d", "cpu", 10, 90);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("d"));
  }

  @Test
  void survivesCyclesMissingParentsAndSkewedClocksInTraces() {
    Scenes scene = Scenes.of().calls("a", "b");
    for (int trace = 0; trace < 5; trace++) {
      scene.before(span(trace, 1, 0, "a", 0, 10), span(trace, 2, 1, "b", -2000, 5));
      scene.after(span(trace, 1, 2, "a", 0, 10), span(trace, 2, 1, "b", 2000, 5));
      scene.after(span(trace, 3, 99, "b", 0, 5), span(trace, 4, 4, "b", 0, 5));
    }
    assertThat(scene.diagnose().verdict()).isEqualTo(new Verdict.Unexplained());
  }

  @Test
  void keepsTheScoreFiniteWhenAConstantSeriesMoves() {
    double[] silent = new double[20];
    double[] loud = {1e9, 1e9, 1e9};
    Diagnosis diagnosis =
        Scenes.of().signal("a", "cpu", silent, loud).signal("b", "cpu", 10, 20).diagnose();
    assertThat(diagnosis.ranking()).allSatisfy(c -> assertThat(c.score()).isBetween(0.0, 10.0));
  }

  @Test
  void doesNotTakeAGapForAChange() {
    double[] usual = {10, 11, 10, 9, 10, 11};
    double[] gap = {Double.NaN, Double.NaN, 10, Double.NaN};
    double[] nothing = {Double.NaN, Double.NaN};
    Scenes scene = Scenes.of().signal("a", "cpu", usual, gap).signal("b", "cpu", usual, nothing);
    assertThat(scene.diagnose().verdict()).isEqualTo(new Verdict.Unexplained());
  }

  @Test
  void findsTheNewErrorWhereItBeganAndNotWhereItArrived() {
    Scenes scene = Scenes.of().symptom("front", SignalKind.AVAILABILITY);
    scene.calls("front", "middle").calls("middle", "deep");
    for (String subject : new String[] {"front", "middle", "deep"}) {
      scene.linesBefore(20, subject, "INFO handled request 17 in 3 ms");
      scene.linesAfter(20, subject, "INFO handled request 18 in 4 ms");
    }
    scene
        .linesAfter(20, "front", "ERROR call failed")
        .linesAfter(20, "middle", "ERROR call failed");
    scene.linesAfter(20, "deep", "ERROR connection pool exhausted");
    assertThat(scene.diagnose().verdict()).isEqualTo(named("deep"));
  }

  @Test
  void doesNotTrustOneNormalWindowToNameSomebody() {
    List<LogLine> usual = Collections.nCopies(20, new LogLine(new Subject("a"), "INFO fine"));
    List<LogLine> now = Collections.nCopies(20, new LogLine(new Subject("a"), "ERROR broken"));
    for (int windows = 1; windows <= 2; windows++) {
      Scene scene =
          new Scene(
              List.of(),
              List.of(),
              Recording.none(),
              new Recording<>(Collections.nCopies(windows, usual), List.of(now)),
              CallGraph.UNKNOWN);
      Diagnosis diagnosis = new Diagnoser(Weights.DEFAULT).diagnose(scene);
      assertThat(diagnosis.ranking().getFirst().subject().name()).isEqualTo("a");
      assertThat(diagnosis.verdict())
          .isEqualTo(windows == 1 ? new Verdict.Unexplained() : named("a"));
    }
  }

  @Test
  void answersTheSameTwice() {
    Scenes scene =
        Scenes.of().calls("a", "b").signal("a", "cpu", 10, 30).signal("b", "cpu", 10, 30);
    assertThat(scene.diagnose()).isEqualTo(scene.diagnose());
    assertThat(scene.diagnose().ranking()).extracting(c -> c.subject().name()).startsWith("a");
  }

  /** One call from {@code from} to {@code to} whose way takes so many milliseconds. */
  private static SpanSample[] call(long trace, String from, String to, long way) {
    return new SpanSample[] {
      span(trace, 1, 0, from, 0, 20 + way), span(trace, 2, 1, to, way / 2, 20)
    };
  }

  private static Verdict named(String subject) {
    return new Verdict.Named(new Subject(subject));
  }
}
