// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a rollout is named, and that validate counts canaries. */
class RolloutNamesTest {

  @TempDir Path folder;

  private static final String TWO =
      """
      {"rollouts":[{"namespace":"shop","name":"payments"},{"namespace":"test","name":"payments"},
      {"namespace":"shop","name":"orders"}]}""";

  @Test
  void aBareNameIsTheOneOfItsNameInWhateverNamespace() throws IOException {
    try (FakeServer server =
        FakeServer.start()
            .answer("/api/v1/rollouts", 200, TWO)
            .answer("/api/v1/rollouts/shop/orders", 200, "{\"name\":\"orders\"}")) {
      Shell.Answer answer =
          Shell.piped().run("rollout", "pause", "orders", "--server", server.url(), "-o", "json");
      assertThat(answer.exitCode()).isZero();
      assertThat(server.requests())
          .containsExactly("GET /api/v1/rollouts", "POST /api/v1/rollouts/shop/orders/pause");
    }
  }

  @Test
  void anAmbiguousNameListsTheCandidatesAndDecidesNothing() throws IOException {
    try (FakeServer server = FakeServer.start().answer("/api/v1/rollouts", 200, TWO)) {
      Shell.Answer answer =
          Shell.piped().run("rollout", "abort", "payments", "--server", server.url());
      assertThat(answer.exitCode()).isEqualTo(2);
      assertThat(answer.err())
          .contains("NAME: payments (expected: one of shop/payments, test/payments)");
      assertThat(server.requests()).containsExactly("GET /api/v1/rollouts");
    }
  }

  @Test
  void aNameThatNobodyHasIsAskedForInTheDefaultNamespace() throws IOException {
    try (FakeServer server =
        FakeServer.start()
            .answer("/api/v1/rollouts", 200, TWO)
            .answer("/api/v1/rollouts/default/nothing", 404, "{\"error\":\"not there\"}")) {
      Shell.Answer answer =
          Shell.piped().run("rollout", "status", "nothing", "--server", server.url());
      assertThat(answer.exitCode()).isEqualTo(2);
      assertThat(answer.err()).contains("not there");
    }
  }

  @Test
  void validateCountsCanariesAndShowsNoPassword() throws IOException {
    Path file = folder.resolve("canary.yaml");
    String canary =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: payments}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
          analysis:
            stepWeight: 10
            webhooks: [{name: smoke, url: "http://ann:secret@tests.shop/"}]
        """;
    Files.writeString(file, canary);
    Shell.Answer valid = Shell.piped().run("validate", file.toString());
    assertThat(valid.exitCode()).isZero();
    assertThat(valid.out())
        .isEqualTo("valid: 0 services, 0 SLOs, 0 regions, 0 data sources, 1 canary\n");
    Files.writeString(file, canary.replace("tests.shop/", "tests.shop/%zz"));
    Shell.Answer invalid = Shell.piped().run("validate", file.toString(), "-o", "json");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.out() + invalid.err()).contains("http://***@").doesNotContain("secret");
  }
}
