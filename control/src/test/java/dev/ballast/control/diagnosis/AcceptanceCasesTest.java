// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import static dev.ballast.control.diagnosis.Scenes.failed;
import static dev.ballast.control.diagnosis.Scenes.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.diagnosis.change.ChangeFinding;
import dev.ballast.control.diagnosis.change.RankedChange;
import dev.ballast.control.diagnosis.drain.TemplateTree;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The situations that a diagnosis has to get right, each by its number in the requirements. */
final class AcceptanceCasesTest {

  @Test
  void case1BlamesTheVersionThatBroughtWrongCredentialsAndClearsWhoRejectsThem() {
    Scenes scene = Scenes.of().symptom("payment-api", SignalKind.AVAILABILITY);
    scene.calls("payment-api", "auth", "database");
    scene.headline("payment-api answers 500 since 13:52");
    scene.deployed("payment-api", "v2.3.1", 112).deployed("auth", "v1.9.0", 20);
    scene.course("payment-api", "error_ratio", 0.002, 0.3, 113, false);
    scene.course("auth", "latency_mean", 0.05, 0.05, 119, false);
    scene.said("payment-api", 114, true, "authentication failed: invalid credentials for auth");
    ChangeFinding finding = scene.changes();
    assertThat(blamed(finding)).isEqualTo("payment-api v2.3.1");
    assertThat(of(finding, "auth v1.9.0").speaksAgainst())
        .contains("auth itself shows nothing unusual");
  }

  @Test
  void case2ClearsTheVersionThatCameAfterTheSameErrors() {
    Scenes scene = Scenes.of().symptom("shop", SignalKind.OTHER);
    scene.deployed("shop", "v2", 100).course("shop", "error_ratio", 0.002, 0.3, 80, false);
    ChangeFinding finding = scene.changes();
    assertThat(finding.blamed()).isEmpty();
    assertThat(of(finding, "shop v2").speaksAgainst())
        .containsExactly("came into effect 20.0 min after the symptom began");
  }

  @Test
  void case3BlamesTheSharedLibraryAndNotTheHarmlessRolloutAtTheOnset() {
    Scenes scene = Scenes.of().symptom("stock", SignalKind.OTHER);
    scene.headline("pool_wait_seconds: stock cannot acquire a connection, pool exhausted");
    scene.committed(
        "culprit",
        90,
        "simplify defaults",
        "pkg/db/pool.go",
        "-const maxConns = 50\n+const maxConns = 10\n");
    scene.committed(
        "decoy",
        108,
        "tidy handler",
        "services/stock/handler.go",
        "-\tread(r)\n-\twrite(w)\n+\treadStock(r)\n+\twriteStock(w)\n");
    scene.deployed("stock", "v7", 100, "culprit").deployed("stock", "v8", 109, "decoy");
    scene.course("stock", "pool_wait_seconds", 0.01, 4, 110, false);
    scene.said("stock", 111, true, "pool exhausted: timed out acquiring connection, max 10");
    assertThat(blamed(scene.changes())).isEqualTo("culprit");
  }

  @Test
  void case4BlamesTheRolloutAtWhichALeakBeganAndNotTheLatest() {
    Scenes scene = Scenes.of().symptom("rank", SignalKind.RESOURCE);
    scene.headline("memory_rss_mb: rank was killed, out of memory");
    scene.committed(
        "leak",
        20,
        "record scores",
        "services/rank/history.go",
        "+var seen []score\n+func record(s score) {\n+\tseen = append(seen, s)\n+}\n");
    scene.committed(
        "latest", 100, "prefetch", "services/rank/prefetch.go", "+var hot = lru.New(256)\n");
    scene.deployed("rank", "v1", 30, "leak").deployed("rank", "v2", 105, "latest");
    scene.course("rank", "memory_rss_mb", 200, 510, 30, true);
    scene.said("rank", 119, true, "OOMKilled: memory limit exceeded");
    ChangeFinding finding = scene.changes();
    assertThat(blamed(finding)).isEqualTo("leak");
    assertThat(of(finding, "latest").score()).isZero();
  }

  @Test
  void case5BlamesNoChangeWhenACertificateRanOut() {
    assertThat(external("tls handshake failed: x509: certificate has expired"))
        .first()
        .asString()
        .startsWith("a certificate that ran out");
  }

  @Test
  void case5BlamesNoChangeWhenNamesDoNotResolve() {
    assertThat(external("dial tcp: lookup api.example.com: no such host"))
        .first()
        .asString()
        .startsWith("name resolution");
  }

  @Test
  void case5BlamesNoChangeWhenAProviderIsDown() {
    assertThat(external("object storage GetObject: ServiceUnavailable (503)"))
        .first()
        .asString()
        .startsWith("a provider outside");
  }

  @Test
  void case5BlamesNoChangeWhenTheMachineIsCrowded() {
    assertThat(external("Throttling container pay: cpu.cfs quota, node under pressure"))
        .first()
        .asString()
        .startsWith("the machine below");
  }

  @Test
  void case5BlamesNoChangeWhenMoreIsAsked() {
    Scenes scene = harmless(60);
    scene.course("pay", "requests_per_sec", 100, 600, 110, false);
    ChangeFinding finding = scene.changes();
    assertThat(finding.blamed()).isEmpty();
    assertThat(finding.external()).first().asString().startsWith("more traffic");
  }

  private static List<String> external(String text) {
    Scenes scene = harmless(104);
    for (int minute = 111; minute < 118; minute++) {
      scene.said("pay", minute, true, text);
    }
    ChangeFinding finding = scene.changes();
    assertThat(finding.blamed()).isEmpty();
    return finding.external();
  }

  /** A refactoring that was rolled out some minutes before, on the service that fails. */
  private static Scenes harmless(int rolledOut) {
    Scenes scene = Scenes.of().symptom("pay", SignalKind.OTHER);
    scene.headline("pay fails");
    scene.committed(
        "tidy",
        rolledOut - 9,
        "extract helper",
        "services/pay/client.go",
        "-\tc := dial(host)\n-\tc.send(order)\n+\tsend(host, order)\n");
    scene.deployed("pay", "v4", rolledOut, "tidy");
    return scene.course("pay", "error_ratio", 0.002, 0.6, 110, false);
  }

  @Test
  void case6NamesTheSlowDatabaseOnceForItsThreeCallers() {
    Scenes scene = Scenes.of().symptom("shop", SignalKind.LATENCY);
    scene.calls("shop", "orders", "payments", "reviews");
    for (String caller : new String[] {"orders", "payments", "reviews"}) {
      scene.calls(caller, "database").signal(caller, "latency_mean", 0.1, 0.5);
      scene.signal(caller, "requests", 100, 100);
    }
    scene.signal("shop", "latency_mean", 0.2, 0.6).signal("shop", "requests", 300, 300);
    scene.signal("database", "latency_mean", 0.01, 0.41).signal("database", "requests", 300, 300);
    Diagnosis diagnosis = scene.diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(named("database"));
    assertThat(diagnosis.ranking().get(1).score())
        .isLessThan(diagnosis.ranking().getFirst().score() / 4);
  }

  @Test
  void case7NamesThePodWithTheSlowNetworkThoughItsSeriesAreFlat() {
    Scenes scene = Scenes.of().calls("front", "a", "slow").calls("a", "slow");
    for (int trace = 0; trace < 30; trace++) {
      scene.before(span(trace, 1, 0, "front", 0, 24), span(trace, 2, 1, "slow", 2, 20));
      scene.before(span(trace + 100, 1, 0, "a", 0, 24), span(trace + 100, 2, 1, "slow", 2, 20));
      scene.after(span(trace, 1, 0, "front", 0, 320), span(trace, 2, 1, "slow", 150, 20));
      scene.after(span(trace + 100, 1, 0, "a", 0, 320), span(trace + 100, 2, 1, "slow", 150, 20));
    }
    scene.signal("slow", "cpu", 10, 10).signal("slow", "latency_mean", 0.02, 0.02);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("slow"));
  }

  @Test
  void case8FindsTheCauseBehindAServiceThatSaysNothing() {
    Scenes scene = Scenes.of().symptom("front", SignalKind.LATENCY);
    scene.calls("front", "silent").calls("silent", "deep");
    scene.signal("front", "latency_mean", 0.1, 0.5).signal("front", "requests", 50, 50);
    scene.signal("deep", "latency_mean", 0.02, 0.42).signal("deep", "requests", 50, 50);
    scene.signal("deep", "cpu", 20, 95);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("deep"));
  }

  @Test
  void case9RanksAServiceWithoutTracesByItsSeries() {
    Scenes scene = Scenes.of().calls("a", "blind");
    scene.before(span(1, 1, 0, "a", 0, 10)).after(span(1, 1, 0, "a", 0, 10));
    scene.signal("blind", "cpu", 10, 95);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("blind"));
  }

  @Test
  void case11SurvivesCyclesAndSelfCalls() {
    Scenes scene = Scenes.of().symptom("a", SignalKind.LATENCY);
    scene.calls("a", "a", "b").calls("b", "c").calls("c", "a", "d");
    scene.signal("a", "latency_mean", 0.1, 0.4).signal("d", "latency_mean", 0.1, 0.4);
    scene.signal("d", "cpu", 10, 90);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("d"));
  }

  @Test
  void case14KeepsScoresFiniteForSeriesThatWereConstantOrSilent() {
    double[] constant = new double[20];
    double[] loud = {1e12, 1e12, 1e12};
    Scenes scene = Scenes.of().signal("a", "cpu", constant, loud);
    scene.signal("b", "memory", new double[0], loud);
    assertThat(scene.diagnose().ranking())
        .allSatisfy(c -> assertThat(c.score()).isBetween(0.0, 10.0));
  }

  @Test
  void case15SurvivesResetsSkewedClocksAndMissingParents() {
    double[] counter = {100, 110, 120, 130, 0, 10, 20, 30, 40, 50, 60, 70};
    double[] reset = {0, 10, 20, 30};
    Scenes scene = Scenes.of().calls("a", "b").signal("a", "cpu", counter, reset);
    for (int trace = 0; trace < 10; trace++) {
      scene.before(span(trace, 1, 0, "a", 0, 10), span(trace, 2, 1, "b", -2000, 5));
      scene.after(span(trace, 1, 0, "a", 0, 10), span(trace, 2, 1, "b", 2000, 5));
      scene.after(span(trace, 3, 77, "b", 0, 5));
    }
    assertThat(scene.diagnose().verdict()).isEqualTo(new Verdict.Unexplained());
  }

  @Test
  void case16BlamesTheOriginOfARetryStormByItsSpans() {
    Scenes scene = Scenes.of().calls("front", "caller").calls("caller", "origin");
    for (int trace = 0; trace < 40; trace++) {
      scene.before(span(trace, 1, 0, "front", 0, 20), span(trace, 2, 1, "caller", 1, 18));
      scene.before(span(trace, 3, 2, "origin", 2, 5));
      scene.after(failed(span(trace, 1, 0, "front", 0, 20)));
      scene.after(failed(span(trace, 2, 1, "caller", 1, 18)));
      for (int attempt = 0; attempt < 3; attempt++) {
        scene.after(failed(span(trace, 3 + attempt, 2, "origin", 2 + 5L * attempt, 5)));
      }
    }
    Diagnosis diagnosis = scene.diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(named("origin"));
    assertThat(diagnosis.ranking().getFirst().evidence().getFirst().text())
        .startsWith("40 failures per window begin here");
  }

  /** How long it takes is measured in the benchmark of diagnoses, not here. */
  @Test
  void case20FindsOneAmongAThousandServices() {
    Scenes scene = Scenes.of().symptom("s0", SignalKind.LATENCY);
    for (int i = 1; i < 1000; i++) {
      scene.calls("s" + (i - 1) / 3, "s" + i);
      boolean hurt = i == 700 || i == 233 || i == 77 || i == 25 || i == 8 || i == 2;
      scene.signal("s" + i, "latency_mean", 0.1, hurt ? 0.5 : 0.1);
      scene.signal("s" + i, "cpu", 20, i == 700 ? 95 : 20);
    }
    scene.signal("s0", "latency_mean", 0.1, 0.5);
    assertThat(scene.diagnose().verdict()).isEqualTo(named("s700"));
  }

  @Test
  void case22KeepsAnExplosionOfTemplatesWithinItsMemory() {
    TemplateTree tree = new TemplateTree();
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 50_000; i++) {
      tree.add("%s %s failed\n  at x.Y(%d)".formatted(word(random), word(random), i));
    }
    assertThat(tree.size()).isLessThanOrEqualTo(5000);
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static String blamed(ChangeFinding finding) {
    return finding.blamed().map(r -> r.change().id()).orElse("nobody");
  }

  private static RankedChange of(ChangeFinding finding, String id) {
    return finding.ranked().stream()
        .filter(r -> r.change().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Verdict named(String subject) {
    return new Verdict.Named(new Subject(subject));
  }
}
