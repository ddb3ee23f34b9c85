// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.faults.undo.Sleepers;
import dev.ballast.model.FaultAgent;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One real agent with its watchdog, killed. */
@EnabledOnOs(OS.LINUX)
final class AgentProcessTest {

  private static final int TARGETS = 10;
  private static final Pattern READY =
      Pattern.compile("^\\{\"event\":\"ready\".*\"watchdog\":([0-9]+)");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  private HttpResponse<String> send(String verb, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer token-of-a-test")
            .method(verb, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String order(String id, String target, double lease) {
    return """
    {"id": "%s", "owner": "test", "kind": "process.stop", "target": "%s", "lease_seconds": %s}"""
        .formatted(id, target, lease);
  }

  @Test
  void leasesEndWithoutARenewalAndTheWatchdogHealsWhenTheAgentIsKilled() throws Exception {
    try (Sleepers sleepers = new Sleepers(folder)) {
      List<FaultAgent.Target> targets = targets(sleepers, TARGETS);
      Path file = file(targets);
      Process agent = start(file);
      try {
        var _ = watchdogOf(agent);
        for (int i = 0; i < TARGETS; i++) {
          String id = "lease-" + i;
          assertThat(send("POST", "/v1/faults", order(id, targets.get(i).name(), 1)).statusCode())
              .isEqualTo(201);
        }
        awaitRunning(targets, 4_000);
        assertThat(send("POST", "/v1/faults", order("k", "sleeper-0", 300)).statusCode())
            .isEqualTo(201);
        assertThat(Sleepers.states(targets.getFirst())).isEqualTo("TT");
        agent.destroyForcibly().waitFor();
        awaitRunning(targets, 4_000);
      } finally {
        agent.destroyForcibly();
      }
    }
  }

  @Test
  void theNextAgentHealsFromTheJournalWhatNobodyWasLeftToHeal() throws Exception {
    try (Sleepers sleepers = new Sleepers(folder)) {
      List<FaultAgent.Target> targets = targets(sleepers, 1);
      Path file = file(targets);
      Process agent = start(file);
      try {
        long watchdog = watchdogOf(agent);
        assertThat(send("POST", "/v1/faults", order("k", "sleeper-0", 300)).statusCode())
            .isEqualTo(201);
        ProcessHandle dog = ProcessHandle.of(watchdog).orElseThrow();
        dog.destroyForcibly();
        agent.destroyForcibly().waitFor();
        dog.onExit().join();
        assertThat(Sleepers.states(targets.getFirst())).isEqualTo("TT");
        agent = start(file);
        var _ = watchdogOf(agent);
        assertThat(Sleepers.states(targets.getFirst())).isEqualTo("SS");
        assertThat(send("GET", "/v1/faults/k", "").body())
            .contains("\"state\":\"healed\"", "the agent had died");
      } finally {
        agent.destroy();
        agent.waitFor();
      }
    }
  }

  private static List<FaultAgent.Target> targets(Sleepers sleepers, int count) throws Exception {
    List<FaultAgent.Target> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      targets.add(sleepers.start("sleeper-" + i));
    }
    return targets;
  }

  private Path file(List<FaultAgent.Target> targets) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    StringBuilder yaml = new StringBuilder(head());
    for (FaultAgent.Target target : targets) {
      yaml.append(
          """
              - name: %s
                service: payments
                labels: {ballast.dev/faults: allowed}
                pidFile: %s
          """
              .formatted(target.name(), target.pidFile()));
    }
    return Files.writeString(folder.resolve("agent.yaml"), yaml);
  }

  /** Waits until it is ready; the number of its watchdog. */
  private long watchdogOf(Process agent) throws Exception {
    BufferedReader out = agent.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return Long.parseLong(ready.group(1));
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("log")));
  }

  private String head() {
    return """
    apiVersion: ballast.dev/v1
    kind: FaultAgent
    metadata: {name: test}
    spec:
      address: http://127.0.0.1:%d
      tokenFrom: {env: TEST_TOKEN}
      environment: test
      data: %s
      targets:
    """
        .formatted(port, folder.resolve("data"));
  }

  private static void awaitRunning(List<FaultAgent.Target> targets, long millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    for (FaultAgent.Target target : targets) {
      while (Sleepers.states(target).contains("T")) {
        assertThat(System.nanoTime()).as(target.name()).isLessThan(end);
      }
    }
  }

  private Process start(Path file) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.ballast.faults.Main",
            "agent",
            file.toString());
    builder.environment().put("TEST_TOKEN", "token-of-a-test");
    return builder.redirectError(folder.resolve("log").toFile()).start();
  }
}
