// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.faults.driver.Drivers;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Undo;
import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.LeaseTimer;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.toxiproxy.Toxiproxy;
import dev.ballast.mesh.toxiproxy.ToxiproxyLimits;
import dev.ballast.mesh.toxiproxy.ToxiproxySettings;
import dev.ballast.model.FaultAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NetworkFaultsTest {

  private static final int TIMES = 10;

  private static FaultAgent.Target target(int port, FaultAgent.Proxy proxy, String mesh) {
    return new FaultAgent.Target(
        "payments-1",
        "payments",
        Map.of(),
        "",
        List.of(),
        "",
        port,
        proxy,
        mesh,
        FaultAgent.Database.NONE,
        List.of());
  }

  private static Order order(String kind, FaultAgent.Target target, Map<String, String> more) {
    return new Order("t1", kind, target, more, Duration.ofMillis(600));
  }

  private static ServerSocket listening() throws Exception {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Test
  void theKernelEndsWhatItHoldsByItselfTenTimesOfTen() throws Exception {
    Nft nft = Nft.probe("test-" + ProcessHandle.current().pid(), Set.of(22));
    assumeThat(nft.absent()).as("rules of the kernel").isEmpty();
    List<ServerSocket> servers = new ArrayList<>();
    try {
      for (int i = 0; i < TIMES; i++) {
        servers.add(listening());
      }
      for (FaultDriver driver : NftDriver.all(nft)) {
        Map<String, String> more =
            driver.kind().equals("net.loss") ? Map.of("percent", "99") : Map.of();
        List<Order> orders =
            servers.stream()
                .map(s -> target(s.getLocalPort(), FaultAgent.Proxy.NONE, ""))
                .map(t -> order(driver.kind(), t, more).withLease(Duration.ofSeconds(2)))
                .toList();
        for (Order order : orders) {
          assertThat(driver.preflight(order)).isEmpty();
          driver.apply(order, driver.arm(order));
          assertThat(driver.verify(order, List.of()).isYes()).as(driver.kind()).isTrue();
          driver.renew(order);
        }
        for (Order order : orders) {
          awaitClean(driver, order);
          driver.heal(order, List.of());
        }
      }
    } finally {
      nft.close();
      for (ServerSocket server : servers) {
        server.close();
      }
    }
  }

  /** Within a lease and a few seconds, since the machine may be busy. */
  private static void awaitClean(FaultDriver driver, Order order) {
    long end = System.nanoTime() + order.lease().plusSeconds(3).toNanos();
    while (!driver.proveHealed(order, List.of()).isYes()) {
      assertThat(System.nanoTime()).as("lease + 3 s").isLessThan(end);
    }
  }

  @Test
  void theControlPathIsNeverCut() throws Exception {
    try (ServerSocket server = listening()) {
      int port = server.getLocalPort();
      Nft nft = Nft.probe("never-" + ProcessHandle.current().pid(), Set.of(port));
      assertThat(NftDriver.all(nft).getFirst().probe(target(port, FaultAgent.Proxy.NONE, "")))
          .contains("port %d is part of the control path, which is never cut".formatted(port));
      nft.close();
    }
  }

  @Test
  void withoutRulesTheProxyDoesItAndSaysWhy() throws Exception {
    Leases leases = new Leases(Ticker.SYSTEM, LeaseLimits.DEFAULT);
    ToxiproxySettings settings =
        new ToxiproxySettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            1,
            Duration.ZERO,
            ToxiproxyLimits.DEFAULT);
    try (ServerSocket server = listening();
        LeaseTimer timer = new LeaseTimer(leases);
        Toxiproxy proxy = Toxiproxy.start(settings, leases, Ticker.SYSTEM)) {
      assertThat(timer).isNotNull();
      String made =
          proxy.populate(
              """
              [{"name": "payments", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:%d"}]"""
                  .formatted(server.getLocalPort())
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(made).isEmpty();
      FaultAgent.Proxy way =
          new FaultAgent.Proxy("http://127.0.0.1:" + proxy.address().getPort(), "payments");
      List<FaultDriver> all = new ArrayList<>(NftDriver.all(Nft.absent("nft is not installed")));
      all.addAll(ProxyDriver.all());
      Order order = order("net.cut", target(server.getLocalPort(), way, ""), Map.of());
      Drivers.Choice choice = new Drivers(all).choose(order);
      assertThat(choice.notes()).containsExactly("nft: nft is not installed");
      FaultDriver driver = choice.driver().orElseThrow();
      assertThat(driver.name()).isEqualTo("proxy");
      List<Undo> undo = driver.arm(order);
      driver.apply(order, undo);
      driver.apply(order, undo);
      assertThat(driver.verify(order, undo).isYes()).isTrue();
      driver.renew(order);
      awaitClean(driver, order);
      driver.heal(order, undo);
    }
  }

  @Test
  void whatCannotBeDoneAnywhereSaysEveryReason() {
    List<FaultDriver> all = new ArrayList<>(NftDriver.all(Nft.absent("no right to")));
    all.addAll(ProxyDriver.all());
    all.addAll(MeshDriver.all());
    Drivers.Choice choice =
        new Drivers(all).choose(order("net.cut", target(1, FaultAgent.Proxy.NONE, ""), Map.of()));
    assertThat(choice.driver()).isEmpty();
    assertThat(choice.problems())
        .containsExactly(
            "nft: no right to",
            "proxy: target payments-1: has no proxy. Fix: give it one",
            "mesh: target payments-1: has no mesh. Fix: give it one");
  }
}
