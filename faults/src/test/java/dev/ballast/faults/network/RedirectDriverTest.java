// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.faults.driver.Effects;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.path.PathChildren;
import dev.ballast.faults.path.Paths;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedirectDriverTest {

  private static final Duration DELAY = Duration.ofMillis(300);

  @TempDir private Path folder;
  private final Nft nft = Nft.probe("redirect-" + ProcessHandle.current().pid(), Set.of(22));

  @AfterEach
  void takeTheTableAway() {
    nft.close();
  }

  private static Order order(int port, Map<String, String> parameters, Duration lease) {
    FaultAgent.Target target =
        new FaultAgent.Target(
            "payments-1",
            "payments",
            Map.of(),
            "",
            List.of(),
            "",
            port,
            FaultAgent.Proxy.NONE,
            "",
            FaultAgent.Database.NONE,
            List.of());
    return new Order("r1", "net.latency", target, parameters, lease);
  }

  private void assumeRules() {
    assumeThat(nft.absent()).as("rules of the kernel").isEmpty();
  }

  @Test
  void newConnectionsAreSlowUntilTheLeaseEndsAndOpenOnesAreEndedWhenAsked() throws Exception {
    assumeRules();
    try (Echo echo = new Echo();
        Socket before = echo.connect();
        Paths paths = PathChildren.start(folder)) {
      FaultDriver driver = RedirectDriver.all(nft, paths).getFirst();
      Order order =
          order(echo.port(), Map.of("delay_ms", "300", "open", "kill"), Duration.ofSeconds(4));
      assertThat(Echo.roundTrip(before)).isLessThan(DELAY);
      assertThat(driver.preflight(order)).isEmpty();
      driver.apply(order, driver.arm(order));
      Effects.await(driver, order);
      assertThatThrownBy(() -> Echo.roundTrip(before)).isInstanceOf(IOException.class);
      try (Socket slow = echo.connect()) {
        assertThat(Echo.roundTrip(slow)).isGreaterThanOrEqualTo(DELAY);
        driver.renew(order);
        long end = System.nanoTime() + Duration.ofSeconds(9).toNanos();
        while (new NftRedirects(nft).has(echo.port())) { // Nobody of us ends it.
          assertThat(System.nanoTime()).as("lease + 5 s").isLessThan(end);
        }
        try (Socket after = echo.connect()) {
          assertThat(Echo.roundTrip(after)).isLessThan(DELAY);
        }
        driver.heal(order, List.of());
        assertThat(driver.proveHealed(order, List.of()).isYes()).isTrue();
        assertThat(Echo.roundTrip(slow)).as("let pass by the proxy").isLessThan(DELAY);
      }
      assertThatThrownBy(() -> driver.renew(order)).isInstanceOf(FaultException.class);
    }
  }

  @Test
  void theKernelEndsTheRedirectToAProxyThatWasKilled() throws Exception {
    assumeRules();
    try (Echo echo = new Echo();
        Paths paths = PathChildren.start(folder)) {
      FaultDriver driver = RedirectDriver.all(nft, paths).getFirst();
      Order order = order(echo.port(), Map.of("delay_ms", "300"), Duration.ofSeconds(3));
      driver.apply(order, driver.arm(order));
      Effects.await(driver, order);
      ProcessHandle.of(paths.pid()).orElseThrow().destroyForcibly();
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      while (!driver.proveHealed(order, List.of()).isYes()) {
        assertThat(System.nanoTime()).as("lease + 5 s").isLessThan(end);
      }
      try (Socket after = echo.connect()) {
        assertThat(Echo.roundTrip(after)).isLessThan(DELAY);
      }
    }
  }

  @Test
  void saysAllThatIsWrongWithWhatIsAsked() throws Exception {
    try (Echo echo = new Echo();
        Paths paths = PathChildren.start(folder)) {
      FaultDriver driver = RedirectDriver.all(nft, paths).getLast();
      assertThat(
              driver.preflight(
                  order(
                      echo.port(),
                      Map.of("kb_per_second", "0", "share", "0", "open", "cut"),
                      DELAY)))
          .contains(
              "kb_per_second: 0 (expected: a whole number)",
              "share: 0 (expected: above 0, up to 1)",
              "open: cut (expected: keep or kill)");
    }
  }

  @Test
  void whoListensOnAllAddressesIsReachedFromElsewhere() {
    List<String> lines =
        List.of(
            "  sl  local_address rem_address   st tx_queue",
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000",
            "   1: 00000000:1F91 00000000:0000 0A 00000000:00000000",
            "   2: 00000000:1F92 00000000:0000 01 00000000:00000000",
            "   3: 00000000000000000000000000000000:1F93 0:0 0A 0:0");
    assertThat(List.of(8080, 8081, 8082, 8083).stream().map(p -> Listeners.isOpenToAll(lines, p)))
        .containsExactly(false, true, false, true);
  }
}
