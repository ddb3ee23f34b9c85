// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.faults.driver.Effects;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.network.Nft;
import dev.ballast.faults.path.PathChildren;
import dev.ballast.faults.path.Paths;
import dev.ballast.faults.process.Subject;
import dev.ballast.model.FaultAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
final class NameDriverTest {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir private Path folder;
  private final Nft nft = Nft.probe("names-" + ProcessHandle.current().pid(), Set.of(22));
  private Process sleeper;

  /** As a user of its own, so that no question of this machine is disturbed. */
  @BeforeEach
  void startSomebodyElse() throws Exception {
    assumeThat(nft.absent()).as("rules of the kernel").isEmpty();
    assumeThat(Files.isExecutable(SETPRIV)).as("setpriv").isTrue();
    sleeper =
        new ProcessBuilder(
                SETPRIV.toString(), "--reuid=64999", "--clear-groups", "/bin/sleep", "60")
            .start();
    Files.writeString(folder.resolve("pid"), sleeper.pid() + "\n");
  }

  @AfterEach
  void endIt() {
    nft.close();
    if (sleeper != null) {
      sleeper.destroyForcibly();
    }
  }

  private Order order(String kind, Map<String, String> parameters) {
    return new Order(
        "n1",
        kind,
        new FaultAgent.Target(
            "payments-1",
            "payments",
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
        Duration.ofSeconds(20));
  }

  @Test
  void eachAnswerIsSeenAndHealed() throws Exception {
    try (Paths paths = PathChildren.start(folder)) {
      Map<String, Map<String, String>> more =
          Map.of(
              "dns.address", Map.of("names", "*.pay.example", "address", "192.0.2.9"),
              "dns.latency", Map.of("names", "*.pay.example", "delay_ms", "200"));
      for (FaultDriver driver : NameDriver.all(nft, paths, new Subject(Set.of()))) {
        Order order =
            order(
                driver.kind(), more.getOrDefault(driver.kind(), Map.of("names", "*.pay.example")));
        order =
            new Order(
                driver.kind(), order.kind(), order.target(), order.parameters(), order.lease());
        awaitUserOf(driver, order);
        driver.apply(order, driver.arm(order));
        Effects.await(driver, order);
        driver.renew(order);
        driver.heal(order, List.of());
        assertThat(driver.proveHealed(order, List.of()).isYes()).isTrue();
        assertThat(new NftNames(nft).has(64999)).isFalse();
      }
    }
  }

  @Test
  void theKernelEndsItWhenTheResponderWasKilled() throws Exception {
    try (Paths paths = PathChildren.start(folder)) {
      FaultDriver driver = NameDriver.all(nft, paths, new Subject(Set.of())).getFirst();
      Order order =
          order("dns.nxdomain", Map.of("names", "*.pay.example")).withLease(Duration.ofSeconds(5));
      awaitUserOf(driver, order);
      driver.apply(order, driver.arm(order));
      Effects.await(driver, order);
      ProcessHandle.of(paths.pid()).orElseThrow().destroyForcibly();
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (new NftNames(nft).has(64999)) {
        assertThat(System.nanoTime()).as("lease + 5 s").isLessThan(end);
      }
      assertThatThrownBy(() -> driver.renew(order)).isInstanceOf(FaultException.class);
      assertThat(driver.proveHealed(order, List.of()).isYes()).isTrue();
    }
  }

  /** The user changes a moment after the process began. */
  private static void awaitUserOf(FaultDriver driver, Order order) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!driver.plan(order).does().getFirst().contains("user 64999")) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    assertThat(driver.preflight(order)).isEmpty();
  }

  @Test
  void saysAllThatIsWrongWithWhatIsAsked() throws Exception {
    try (Paths paths = PathChildren.start(folder)) {
      List<FaultDriver> all = NameDriver.all(nft, paths, new Subject(Set.of()));
      assertThat(all.getLast().preflight(order("dns.address", Map.of("names", "*"))))
          .containsExactly(
              "names: * (expected: names such as db.example or *.example, never all)",
              "address: missing (expected: an address such as 192.0.2.1)");
    }
  }

  @Test
  void whoAsksAndWhomIsReadFromTheProcess() throws Exception {
    assertThat(Asking.user(List.of("Name:\tjava", "Uid:\t0\t64999\t0\t0"))).isEqualTo(64999);
    assertThat(Asking.resolver(List.of("search x", "nameserver 10.0.0.2", "nameserver 10.0.0.3")))
        .isEqualTo("10.0.0.2");
    assertThat(Asking.resolver(List.of())).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> Asking.resolver(List.of("nameserver fe80::1")))
        .hasMessage(
            "/etc/resolv.conf: nameserver fe80::1 (expected: IPv4 only, since others are not led"
                + " here)");
  }
}
