// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ballast route} and {@code ballast scale}; their places are tested in connect. */
class ActuatorCommandsTest {

  private static final String WEIGHTS = "/weights/payments/default";

  private final Shell shell = Shell.piped();
  private final FakeServer mesh;

  ActuatorCommandsTest() throws IOException {
    mesh = FakeServer.start();
  }

  @BeforeEach
  void answer() {
    mesh.answer(
        WEIGHTS,
        200,
        "{\"service\":\"payments\",\"route\":\"default\",\"revision\":7,"
            + "\"weights\":{\"v1\":90,\"v2\":10},\"versions\":[\"v1\",\"v2\"]}");
  }

  @AfterEach
  void stop() {
    mesh.close();
  }

  private Shell.Answer run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--mesh";
    all[arguments.length + 1] = mesh.url();
    return shell.run(all);
  }

  @Test
  void showsWeightsAndShares() {
    Shell.Answer answer = run("route", "show", "mesh/payments");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            mesh route payments/default, revision 7
            BACKEND  WEIGHT  SHARE
            v1           90   90 %
            v2           10   10 %
            """);
    assertThat(run("route", "show", "mesh/payments", "-o", "json").out())
        .isEqualTo(
            "{\"target\":\"mesh/payments\",\"place\":\"mesh route payments/default\","
                + "\"revision\":\"7\",\"leased_by\":\"\",\"backends\":[{\"name\":\"v1\",\"weight\":90,"
                + "\"share\":0.9},{\"name\":\"v2\",\"weight\":10,\"share\":0.1}],\"cautions\":[]}\n");
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndSendsNothing() {
    Shell.Answer answer = run("route", "set", "mesh/payments", "v1=0", "v2=100", "--dry-run");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            mesh route payments/default: this would change (nothing was done).
            BACKEND  BEFORE  AFTER  SHARE
            v1           90      0  90 % → 0 %
            v2           10    100  10 % → 100 %
            """);
    assertThat(answer.err())
        .isEqualTo("caution: v1 loses all of its traffic\ncaution: v2 gets all of the traffic\n");
    assertThat(mesh.requests()).allMatch(request -> request.startsWith("GET"));
    assertThat(run("route", "set", "mesh/payments", "v2=10", "--dry-run", "-o", "json").out())
        .contains("\"dry_run\":true,\"changed\":false");
  }

  @Test
  void setsUnderTheRevisionThatItSaw() {
    run("route", "set", "mesh/payments", "v2=10", "--lease", "30s", "--owner", "me");
    assertThat(mesh.requests())
        .contains(
            "PUT "
                + WEIGHTS
                + " {\"weights\":{\"v1\":90,\"v2\":10},\"owner\":\"me\",\"lease_seconds\":30.0}");
  }

  @Test
  void refusesWhenTheRevisionIsAnother() {
    Shell.Answer answer = run("route", "set", "mesh/payments", "v2=20", "--revision", "6");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .isEqualTo(
            "ballast: --revision: 6 (expected: 7, which it is now). Fix: look at it again (ballast"
                + " route show mesh/payments)\n");
  }

  @Test
  void listsEveryWrongWeight() {
    Shell.Answer answer = run("route", "set", "mesh/payments", "v1", "v2=-1", "v3=5", "v3=6");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "v1 (expected: BACKEND=WEIGHT, a whole number >= 0)\n",
            "v2=-1 (expected: BACKEND=WEIGHT",
            "v3=6 (expected: each backend once). Write: v1=90 v2=10");
  }

  @Test
  void namesTheFormsOfATarget() {
    assertThat(run("route", "show", "payments").err())
        .contains("payments (expected: mesh/SERVICE[/ROUTE], httproute/NAMESPACE/NAME[/RULE]");
    assertThat(shell.run("scale", "set", "payments", "3").err())
        .contains(
            "payments (expected: deployment/NAMESPACE/NAME, statefulset/NAMESPACE/NAME or"
                + " process/REGION/SERVICE[/VERSION])");
    assertThat(run("route", "release", "mesh/payments").out()).contains("revision 7");
  }

  @ParameterizedTest
  @CsvSource({"404,2", "412,1", "400,2", "500,1"})
  void saysByItsExitCodeWhatKindOfTroubleItIs(int status, int exitCode) throws IOException {
    try (FakeServer other =
        FakeServer.start().answer(WEIGHTS, status, "{\"error\":\"no such thing\"}")) {
      Shell.Answer answer = shell.run("route", "show", "mesh/payments", "--mesh", other.url());
      assertThat(answer.exitCode()).isEqualTo(exitCode);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).contains("no such thing. Fix: ");
    }
  }

  @Test
  void threeIsForThoseWhoDoNotAnswer() {
    Shell.Answer answer =
        shell.run("route", "show", "mesh/payments", "--mesh", "http://127.0.0.1:25995");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("the mesh at http://127.0.0.1:25995 does not answer");
    assertThat(shell.run("route", "show", "haproxy/pay", "--socket", "/none.sock").exitCode())
        .isEqualTo(3);
  }

  private static final String PROCESS =
      """
      {"service":"inventory","region":"us-east","version":"v2.0.2","revision":3,"wanted":1,
       "ready":1,"least":1,"most":4}
      """;

  private Shell.Answer scale(FakeServer orchestrator, String... arguments) {
    return shell.run(
        Stream.of(
                Stream.of("scale"),
                Stream.of(arguments),
                Stream.of("-o", "json", "--orchestrator", orchestrator.url()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void showsAndScalesPlainProcesses() throws IOException {
    String path = "/deployments/inventory/us-east/v2.0.2";
    try (FakeServer orchestrator =
        FakeServer.start()
            .answer(path, 200, PROCESS)
            .answer("/deployments", 200, "{\"deployments\":[" + PROCESS + "]}")
            .answer(path + "/scale", 200, PROCESS.replace("\"wanted\":1", "\"wanted\":2"))) {
      Shell.Answer shown = scale(orchestrator, "show", "process/us-east/inventory");
      Shell.Answer tried =
          scale(orchestrator, "set", "process/us-east/inventory", "2", "--dry-run");
      Shell.Answer set = scale(orchestrator, "set", "process/us-east/inventory/v2.0.2", "2");
      Shell.Answer many = scale(orchestrator, "set", "process/us-east/inventory", "5");

      assertThat(shown.out()).contains("\"wanted\":1", "\"present\":1");
      assertThat(tried.out()).contains("\"dry_run\":true", "\"after\":2");
      assertThat(set.out()).contains("\"changed\":true", "\"dry_run\":false");
      assertThat(set.exitCode()).isZero();
      assertThat(many.exitCode()).isEqualTo(2);
      assertThat(many.err()).contains("replicas: 5 (expected: 1 to 4)");
    }
  }
}
