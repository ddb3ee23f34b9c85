// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say where no database answers; with real ones see TwoWayTest. */
final class RegionsPostgresCommandTest {

  @TempDir Path dir;

  private Path file(String strategy, String more) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort(); // Closed again: nobody answers there.
    }
    return Files.writeString(
        dir.resolve("replication.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Replication
        metadata: {name: shop}
        spec:
          strategy: %s
          nodes:
            - {name: us-east, id: 1, url: "jdbc:postgresql://127.0.0.1:%d/shop", user: ann, passwordFrom: {env: EAST}}
            - {name: eu-west, id: 2, url: "jdbc:postgresql://127.0.0.1:%d/shop", user: ann}
          tables: [{table: public.reviews}]
        %s"""
            .formatted(strategy, port, port, more));
  }

  private static Shell.Answer run(String... args) {
    return Shell.piped().with("EAST", "hunter2").run(args);
  }

  @Test
  void aNodeThatIsAwayIsNamedAndNoPasswordIsShown() throws IOException {
    Path file = file("multi", "");
    for (String command : new String[] {"check", "install", "uninstall", "thin", "status"}) {
      Shell.Answer answer = run("regions", "postgres", command, file.toString());
      assertThat(answer.exitCode()).as(command).isEqualTo(3);
      assertThat(answer.out() + answer.err())
          .contains("us-east: no connection to 127.0.0.1:")
          .contains("eu-west: no connection to 127.0.0.1:")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aPasswordThatIsNotThereIsSaidByItsPlace() throws IOException {
    Shell.Answer answer =
        Shell.piped().run("regions", "postgres", "check", file("multi", "").toString());
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("us-east: password: environment EAST: not set");
  }

  @Test
  void theSqlThatTakesEverythingAwayNeedsNoDatabaseToBePrinted() throws IOException {
    Path file = file("multi", "");
    Shell.Answer answer = run("regions", "postgres", "uninstall", "--dry-run", file.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("-- On us-east:")
        .contains("DROP SUBSCRIPTION IF EXISTS ballast_shop_2_to_1;")
        .contains("DROP SCHEMA IF EXISTS ballast CASCADE;");
    Shell.Answer json =
        run("regions", "postgres", "uninstall", "--dry-run", "-o", "json", file.toString());
    assertThat(json.out()).startsWith("{\"replication\":\"shop\",\"dry_run\":true,\"scripts\":[");
  }

  @Test
  void whatCannotBeMeantIsSaidBeforeAnythingIsAsked() throws IOException {
    Shell.Answer leader = run("regions", "postgres", "install", file("leader", "").toString());
    assertThat(leader.exitCode()).isEqualTo(2);
    assertThat(leader.err()).contains("shop: strategy leader (expected: multi)");

    Path two =
        file(
            "multi",
            """
            ---
            apiVersion: ballast.dev/v1
            kind: Replication
            metadata: {name: other}
            spec:
              strategy: leader
              nodes:
                - {name: a, id: 1, url: "jdbc:postgresql://a/shop", user: ann}
                - {name: b, id: 2, url: "jdbc:postgresql://b/shop", user: ann}
            """);
    Shell.Answer both = run("regions", "postgres", "check", two.toString());
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .contains("2 resources of kind Replication (expected: one of shop, other)")
        .contains("Fix: name it with --name");

    Shell.Answer wrong = run("regions", "postgres", "check", file("master", "").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("spec.strategy: \"master\" (expected: one of leader, multi)");
  }

  @Test
  void aNodeThatIsNotThereIsAMistakeAndOneThatIsAwayIsNotReached() throws IOException {
    String file = file("leader", "").toString();
    Shell.Answer typo = run("regions", "postgres", "promote", file, "--to", "eu-wets");
    assertThat(typo.exitCode()).isEqualTo(2);
    assertThat(typo.err())
        .contains("--to: eu-wets (expected: one of us-east, eu-west). Write: --to eu-west");
    Shell.Answer away = run("regions", "postgres", "promote", file, "--to", "eu-west");
    assertThat(away.exitCode()).isEqualTo(3);
    assertThat(away.err()).contains("eu-west: no connection to 127.0.0.1:");
  }

  @Test
  void lessThanNoWritesCannotBeLost() {
    Shell.Answer answer = run("regions", "drain", "us-east", "--losing", "-1");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--losing: -1 (expected: 0 writes or more)");
  }
}
