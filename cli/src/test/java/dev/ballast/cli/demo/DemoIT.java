// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real demo, from the launcher on. Takes minutes: mvn -Pdemo verify -pl cli -am. */
class DemoIT {

  private static final String LAUNCHER = System.getProperty("ballast.launcher", "");
  private static final int PORT = Integer.getInteger("ballast.demo.port", 20_790);
  private static final long PATIENCE_SECONDS = 300;

  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void isAskedFor() {
    assumeTrue(!LAUNCHER.isEmpty(), "takes minutes; run it with mvn -Pdemo verify -pl cli -am");
  }

  @AfterEach
  void stopWhatAFailedTestLeft() throws InterruptedException {
    for (Process demo : started) {
      demo.toHandle().destroy();
      demo.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aQuietShopIsHealthyAndNothingIsLeft() throws Exception {
    JsonNode report = report(demo("--for", "60s", "-o", "json"), 0);
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.path("truth").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dependency-errors", "slow-database", "network-delay"})
  void aFaultIsFoundInTime(String scenario) throws Exception {
    JsonNode report =
        report(demo("--for", "90s", "--scenario", scenario, "--seed", "7", "-o", "json"), 0);
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("detection_seconds").asDouble()).isLessThanOrEqualTo(30);
    assertThat(report.path("truth").path("kind").asString("")).isEqualTo(scenario);
  }

  @Test
  void aSurgeIsNoFault() throws Exception {
    JsonNode report =
        report(
            demo("--for", "150s", "--scenario", "traffic-surge", "--seed", "7", "-o", "json"), 0);
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("truth").path("felt").path("visits").asInt()).isPositive();
  }

  @Test
  void aVolumeThatFillsIsForeseen() throws Exception {
    JsonNode report =
        report(demo("--for", "150s", "--scenario", "disk-fills", "--seed", "7", "-o", "json"), 0);
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("truth").path("kind").asString("")).isEqualTo("disk-fills");
    assertThat(report.path("prediction").path("warning_seconds").asDouble()).isPositive();
  }

  @Test
  void nothingIsLeftAfterAKill() throws Exception {
    Set<Path> before = folders();
    Process demo = demo();
    awaitLine(demo, "the shop is open");
    Path folder = folders().stream().filter(f -> !before.contains(f)).findFirst().orElseThrow();
    List<ProcessHandle> watchdogs =
        demo.children()
            .filter(c -> c.info().commandLine().orElse("").contains(Watchdog.class.getName()))
            .toList();
    assertThat(watchdogs).hasSize(1);
    RunMark mark = new RunMark(runOf(demo), folder);
    assertThat(mark.processes()).as("of the run, while it lives").hasSizeGreaterThan(20);
    demo.destroyForcibly().waitFor();
    watchdogs.getFirst().onExit().get(60, TimeUnit.SECONDS);
    assertThat(LeftBehind.count(mark, List.of(PORT), false)).isEqualTo(new LeftBehind(0, 0, 0));
  }

  @Test
  void everythingIsStoppedWhenItIsToldToEnd() throws Exception {
    Set<Path> before = folders();
    Process demo = demo();
    awaitLine(demo, "PostgreSQL is up");
    demo.toHandle().destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(143);
    assertThat(folders()).isEqualTo(before);
  }

  /** The id that every process of the demo carries in its environment. */
  private static String runOf(Process demo) throws IOException {
    for (ProcessHandle child : demo.children().toList()) {
      byte[] environment = Files.readAllBytes(Path.of("/proc", "" + child.pid(), "environ"));
      for (String entry : new String(environment, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        if (entry.startsWith(RunMark.VARIABLE + "=")) {
          return entry.substring(RunMark.VARIABLE.length() + 1);
        }
      }
    }
    throw new AssertionError("no child of the demo carries " + RunMark.VARIABLE);
  }

  private Process demo(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER, "demo", "--headless"));
    command.addAll(List.of("--port", "" + PORT, "--shop-port", "" + (PORT - 80)));
    command.addAll(List.of("--postgres-port", "" + (PORT + 5)));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    Process demo =
        more.length == 0
            ? builder.redirectErrorStream(true).start()
            : builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(demo);
    return demo;
  }

  private static JsonNode report(Process demo, int exitCode) throws Exception {
    String out = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    JsonNode report = JsonMapper.builder().build().readTree(out);
    assertThat(demo.exitValue()).as(report.toString()).isEqualTo(exitCode);
    assertThat(report.path("left_behind").toString())
        .isEqualTo("{\"processes\":0,\"ports\":0,\"files\":0}");
    return report;
  }

  private static void awaitLine(Process demo, String part) throws IOException {
    BufferedReader lines = demo.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("the demo ended before it said " + part + ", but said " + said);
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(f -> f.getFileName().toString().startsWith("ballast-demo-"))
          .collect(Collectors.toSet());
    }
  }
}
