// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.consensus.Standing.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Some voters in this process, over loopback. */
final class Group implements AutoCloseable {

  static final Duration ELECTION = Duration.ofMillis(200);

  private static final List<String> NAMES = List.of("us-east", "eu-west", "witness");

  private final Path folder;
  private final InstantSource clock;
  private final UnaryOperator<RatisOptions> options;
  private final SortedMap<String, String> addresses = new TreeMap<>();
  private final Map<String, Consensus> running = new TreeMap<>();

  Group(Path folder, int voters, InstantSource clock) {
    this(folder, voters, clock, UnaryOperator.identity());
  }

  Group(Path folder, int voters, InstantSource clock, UnaryOperator<RatisOptions> options) {
    this.folder = folder;
    this.clock = clock;
    this.options = options;
    List<String> names = NAMES.subList(0, voters);
    List<Integer> ports = freePorts(voters);
    for (int i = 0; i < voters; i++) {
      addresses.put(names.get(i), "127.0.0.1:" + ports.get(i));
    }
    names.forEach(this::start);
  }

  Voters voters(String self) {
    return new Voters(
        self, addresses, addresses.containsKey("witness") ? Set.of("witness") : Set.of());
  }

  Consensus start(String name) {
    RatisOptions standard =
        RatisOptions.in(folder.resolve(name))
            .withElection(ELECTION)
            .withPatience(Duration.ofSeconds(4));
    Consensus started = new Consensus(RatisLog.open(voters(name), options.apply(standard), clock));
    running.put(name, started);
    return started;
  }

  void stop(String name) {
    Objects.requireNonNull(running.remove(name)).close();
  }

  Consensus at(String name) {
    return Objects.requireNonNull(running.get(name));
  }

  void each(Consumer<RatisLog> does) {
    running.values().forEach(one -> does.accept((RatisLog) one.log()));
  }

  String leader() {
    List<String> found = new ArrayList<>();
    until(
        () -> {
          running.forEach(
              (name, consensus) -> {
                if (consensus.log().standing().role() == Role.LEADER) {
                  found.add(name);
                }
              });
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** Looks until it is so; the engine has its own threads and clock. */
  static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 30 s");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    running.values().forEach(Consensus::close);
  }
}
