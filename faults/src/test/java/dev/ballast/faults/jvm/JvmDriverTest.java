// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class JvmDriverTest {

  private static final String METHOD = "dev.ballast.faults.jvm.Till#charge";

  @TempDir private Path folder;
  private final String classPath = System.getProperty("java.class.path");
  private Process till;
  private BufferedReader said;
  private BufferedWriter told;

  @BeforeEach
  void startTheTill() throws IOException {
    System.setProperty("java.class.path", JvmJar.in(folder));
    start("-Xshare:auto");
  }

  private void start(String flag) throws IOException {
    till =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                flag,
                "-cp",
                classPath,
                Till.class.getName())
            .redirectError(folder.resolve("till.log").toFile())
            .start();
    said = till.inputReader();
    told = till.outputWriter();
    assertThat(said.readLine()).isEqualTo("ready");
    Files.writeString(folder.resolve("pid"), till.pid() + "\n");
  }

  @AfterEach
  void endIt() {
    System.setProperty("java.class.path", classPath);
    till.destroyForcibly();
  }

  private String call(String what) throws IOException {
    told.write(what + "\n");
    told.flush();
    String answer = said.readLine();
    return answer == null ? "" : answer.substring(0, answer.lastIndexOf(' '));
  }

  private long millis() throws IOException {
    told.write("charge\n");
    told.flush();
    String answer = String.valueOf(said.readLine());
    return Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1));
  }

  private static FaultDriver driver(String kind) {
    return JvmDriver.all(new Subject(Set.of())).stream()
        .filter(d -> d.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private Order order(String kind, Map<String, String> parameters, Duration lease) {
    return new Order(
        "j-" + kind,
        kind,
        new FaultAgent.Target(
            "till",
            "till",
            Map.of(),
            folder.resolve("pid").toString(),
            List.of(),
            "",
            0,
            FaultAgent.Proxy.NONE,
            "",
            FaultAgent.Database.NONE,
            List.of()),
        parameters,
        lease);
  }

  private static long openSockets() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(fd -> link(fd).startsWith("socket:")).count();
    }
  }

  private static String link(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      return ""; // Closed meanwhile.
    }
  }

  /** An agent that lives for months renews many leases. */
  @Test
  void ordersLeaveNoSocketOpen() throws Exception {
    FaultDriver slow = driver("jvm.latency");
    Order order =
        order("jvm.latency", Map.of("method", METHOD, "delay_ms", "1"), Duration.ofSeconds(60));
    List<Undo> undo = slow.arm(order);
    slow.apply(order, undo);
    long before = openSockets();

    for (int i = 0; i < 10; i++) {
      slow.renew(order);
    }

    assertThat(openSockets()).isEqualTo(before);
    healed(slow, order, undo);
  }

  @Test
  void callsAreSlowThenFailThenAnswerSomethingElseAndAreAsBeforeAfterwards() throws Exception {
    assertThat(call("charge")).isEqualTo("14");
    Duration lease = Duration.ofSeconds(60);

    FaultDriver slow = driver("jvm.latency");
    Order order = order("jvm.latency", Map.of("method", METHOD, "delay_ms", "150"), lease);
    assertThat(slow.preflight(order)).isEmpty();
    List<Undo> undo = slow.arm(order);
    slow.apply(order, undo);
    slow.apply(order, undo);
    Verdict seen = slow.verify(order, undo);
    assertThat(seen.isYes()).as(seen.evidence()).isTrue();
    assertThat(seen.evidence()).startsWith("1 methods are changed; called 0 times");
    assertThat(millis()).isBetween(150L, 5000L);
    slow.renew(order);
    healed(slow, order, undo);
    assertThat(millis()).isLessThan(150);

    FaultDriver failing = driver("jvm.exception");
    order =
        order(
            "jvm.exception",
            Map.of("method", METHOD, "exception", "java.io.IOException", "message", "card & bank"),
            lease);
    undo = failing.arm(order);
    failing.apply(order, undo);
    assertThat(call("charge")).isEqualTo("java.io.IOException: card & bank");
    assertThat(call("open")).as("another method").isEqualTo("true");
    healed(failing, order, undo);

    FaultDriver wrong = driver("jvm.return");
    order = order("jvm.return", Map.of("method", METHOD, "value", "-1"), lease);
    undo = wrong.arm(order);
    wrong.apply(order, undo);
    assertThat(call("charge")).isEqualTo("-1");
    healed(wrong, order, undo);
    assertThat(call("charge")).isEqualTo("14");
  }

  private static void healed(FaultDriver driver, Order order, List<Undo> undo) throws Exception {
    driver.heal(order, undo);
    driver.heal(order, undo);
    Verdict verdict = driver.proveHealed(order, undo);
    assertThat(verdict.isYes()).as(verdict.evidence()).isTrue();
    assertThat(verdict.evidence()).isEqualTo("the code of 1 classes is as before");
  }

  @Test
  void theAgentInsideEndsItWithTheLeaseAndNobodyElse() throws Exception {
    FaultDriver driver = driver("jvm.return");
    Order order =
        order("jvm.return", Map.of("method", METHOD, "value", "0"), Duration.ofSeconds(2));
    List<Undo> undo = driver.arm(order);
    driver.apply(order, undo);
    assertThat(call("charge")).isEqualTo("0");
    long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (!call("charge").equals("14")) {
      assertThat(System.nanoTime()).as("lease + 6 s").isLessThan(end);
    }
    assertThatThrownBy(() -> driver.renew(order)).isInstanceOf(FaultException.class);
    while (!driver.proveHealed(order, undo).isYes()) {
      assertThat(System.nanoTime()).as("lease + 6 s").isLessThan(end);
    }
    till.destroyForcibly().waitFor();
    driver.heal(order, undo);
    assertThat(driver.proveHealed(order, undo).seen()).isEqualTo(Verdict.Seen.GONE);
  }

  /** Each change of a class is made anew when another one of it begins or ends. */
  @Test
  void severalInOneClassThatEndAtOnceAreAllProvedToBeOut() throws Exception {
    Duration lease = Duration.ofSeconds(2);
    Map<Order, FaultDriver> all = new LinkedHashMap<>();
    String open = METHOD.replace("charge", "open");
    all.put(
        order("jvm.latency", Map.of("method", METHOD, "delay_ms", "20"), lease),
        driver("jvm.latency"));
    all.put(
        order("jvm.return", Map.of("method", open, "value", "false"), lease), driver("jvm.return"));
    all.put(
        order("jvm.exception", Map.of("method", METHOD, "exception", "java.io.IOException"), lease),
        driver("jvm.exception"));
    Map<Order, List<Undo>> undo = new LinkedHashMap<>();
    for (Map.Entry<Order, FaultDriver> one : all.entrySet()) {
      undo.put(one.getKey(), one.getValue().arm(one.getKey()));
      one.getValue().apply(one.getKey(), undo.getOrDefault(one.getKey(), List.of()));
    }
    assertThat(call("open")).isEqualTo("false");
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (Map.Entry<Order, FaultDriver> one : all.entrySet()) {
      List<Undo> undone = undo.getOrDefault(one.getKey(), List.of());
      while (!one.getValue().proveHealed(one.getKey(), undone).isYes()) {
        assertThat(System.nanoTime()).as("lease + 8 s").isLessThan(end);
      }
    }
    assertThat(call("open")).isEqualTo("true");
    assertThat(call("charge")).isEqualTo("14");
  }

  @Test
  void whatIsNotThereOrDoesNotFitHasNoEffect() throws Exception {
    FaultDriver driver = driver("jvm.return");
    Order order =
        order("jvm.return", Map.of("method", METHOD, "value", "no"), Duration.ofSeconds(60));
    List<Undo> undo = driver.arm(order);
    driver.apply(order, undo);
    assertThat(driver.verify(order, undo).evidence())
        .isEqualTo(
            "no class that is loaded has such a method for this value: " + METHOD + " returns int");
    driver.heal(order, undo);
    Order never =
        new Order(
            "never",
            "jvm.return",
            order.target(),
            Map.of("method", "java.lang.Math#max", "value", "0"),
            order.lease());
    assertThatThrownBy(() -> driver.apply(never, driver.arm(never)))
        .hasMessageContaining("never of Java itself");
    assertThat(driver.preflight(order("jvm.return", Map.of("method", "charge"), order.lease())))
        .containsExactly(
            "method: charge (expected: such as com.acme.Payments#charge)",
            "value: missing (expected: what to return, such as null, false or 0)");
  }

  @Test
  void aJvmThatKeepsAgentsOutIsSeenBefore() throws Exception {
    till.destroyForcibly().waitFor();
    start("-XX:-EnableDynamicAgentLoading");
    Order order =
        order("jvm.latency", Map.of("method", METHOD, "delay_ms", "5"), Duration.ofSeconds(5));
    assertThat(driver("jvm.latency").preflight(order))
        .containsExactly(
            "process %d was started with -XX:-EnableDynamicAgentLoading, which keeps agents out."
                    .formatted(till.pid())
                + " Fix: start it without");
  }
}
