// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.path.PathChildren;
import dev.ballast.faults.path.Paths;
import dev.ballast.faults.undo.Shell;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The program that tries the driver; it has a network namespace to itself ({@code unshare -n}), and
 * a second one that is reached by a pair of devices. Prints {@code name value} lines. With {@code
 * accuracy} it measures longer.
 */
final class NetemTrial implements AutoCloseable {

  private static final String HERE = "10.77.0.1";
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Nft nft = Nft.probe("netem-trial", Set.of(22));
  private final Path folder = Files.createTempDirectory("netem");
  private final Paths paths = PathChildren.start(folder);
  private final NetemDriver driver = new NetemDriver(nft, paths);
  private final Process other;
  private int number;

  private NetemTrial() throws Exception {
    run("ip", "link", "set", "lo", "up");
    other = new ProcessBuilder("unshare", "-n", "sleep", "900").start();
    while (sameNetwork(other.pid())) {
      Thread.onSpinWait();
    }
    String pid = String.valueOf(other.pid());
    run("ip", "link", "add", "here", "type", "veth", "peer", "name", "there", "netns", pid);
    run("ip", "addr", "add", HERE + "/24", "dev", "here");
    run("ip", "link", "set", "here", "up");
    run("nsenter", "-t", pid, "-n", "ip", "addr", "add", "10.77.0.2/24", "dev", "there");
    run("nsenter", "-t", pid, "-n", "ip", "link", "set", "there", "up");
  }

  private static boolean sameNetwork(long pid) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"))
        .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Shell.Result result = Shell.run(List.of(command), Duration.ofMinutes(3));
    if (!result.ok()) {
      throw new IOException(result.sentence());
    }
    return result.output();
  }

  private static void say(String name, Object value) {
    System.out.println(name + " " + value);
  }

  private Order order(int port, Duration lease, String... parameters) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    FaultAgent.Target target =
        new FaultAgent.Target(
            "t",
            "t",
            Map.of(),
            "",
            List.of(),
            "",
            port,
            FaultAgent.Proxy.NONE,
            "",
            FaultAgent.Database.NONE,
            List.of());
    return new Order("n" + number++, "net.netem", target, all, lease);
  }

  private List<Undo> on(Order order) throws FaultException {
    List<String> against = driver.preflight(order);
    if (!against.isEmpty()) {
      throw new FaultException(String.join("; ", against));
    }
    List<Undo> undo = driver.arm(order);
    driver.apply(order, undo);
    driver.apply(order, undo);
    Verdict verdict = driver.verify(order, undo);
    if (!verdict.isYes()) {
      throw new FaultException(verdict.evidence());
    }
    return undo;
  }

  private void off(Order order, List<Undo> undo) throws FaultException {
    driver.heal(order, undo);
    driver.heal(order, undo);
    Verdict verdict = driver.proveHealed(order, undo);
    for (int i = 0; i < 20 && !verdict.isYes(); i++) {
      verdict = driver.proveHealed(order, undo);
    }
    if (!verdict.isYes()) {
      throw new FaultException(verdict.evidence());
    }
  }

  /** From the other network: answers, inversions, median and 99th percentile in milliseconds. */
  private String[] there(int port, int count, long gapNanos, long patience) throws Exception {
    return run(
            "nsenter",
            "-t",
            String.valueOf(other.pid()),
            "-n",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Datagrams.class.getName(),
            HERE,
            String.valueOf(port),
            String.valueOf(count),
            String.valueOf(gapNanos),
            String.valueOf(patience))
        .split(" ");
  }

  private void delays(Datagrams echo, List<String> delays, int samples) throws Exception {
    double idle = Double.parseDouble(there(echo.port(), samples, 2_000_000, 50)[2]);
    say("idle_ms", idle);
    for (String delay : delays) {
      Order order = order(echo.port(), LEASE, "delay_ms", delay);
      List<Undo> undo = on(order);
      String[] seen = there(echo.port(), samples, 2_000_000, Long.parseLong(delay) + 200);
      off(order, undo);
      say(
          "delay_" + delay,
          String.format(
              Locale.ROOT,
              "%.3f p99 %.3f of %s",
              Double.parseDouble(seen[2]) - idle,
              Double.parseDouble(seen[3]) - idle,
              seen[0]));
    }
  }

  /** How many of so many answers are there, as the device counted them in and the client out. */
  private void shares(Datagrams echo, int packets) throws Exception {
    for (String[] wish :
        List.of(
            new String[] {"loss_percent", "0.5"},
            new String[] {"loss_percent", "10"},
            new String[] {"duplicate_percent", "10"},
            new String[] {"corrupt_percent", "10"})) {
      Order order = order(echo.port(), LEASE, wish);
      List<Undo> undo = on(order);
      long before = Long.parseLong(paths.look(order.id()).getOrDefault("came", "0"));
      Datagrams.Answers seen = Datagrams.ask("127.0.0.1", echo.port(), packets, 40_000, 300);
      Map<String, String> facts = paths.look(order.id());
      off(order, undo);
      say(
          wish[0] + "_" + wish[1],
          "%d of %d unsent %s crowded %s"
              .formatted(
                  seen.answers(),
                  Long.parseLong(facts.getOrDefault("came", "0")) - before,
                  facts.get("unsent"),
                  facts.get("crowded")));
    }
  }

  private void order(Datagrams echo) throws Exception {
    Order order = order(echo.port(), LEASE, "delay_ms", "20", "reorder_percent", "25");
    List<Undo> undo = on(order);
    Datagrams.Answers seen = Datagrams.ask("127.0.0.1", echo.port(), 1000, 1_000_000, 100);
    off(order, undo);
    say("late_in_order", seen.inversions() + " of " + seen.answers());
  }

  private void rate(Datagrams echo) throws Exception {
    Order order = order(echo.port(), LEASE, "kb_per_second", "92");
    List<Undo> undo = on(order);
    Datagrams.Answers seen = Datagrams.ask("127.0.0.1", echo.port(), 1000, 100_000, 1500);
    off(order, undo);
    say("rate_last_ms", String.format(Locale.ROOT, "%.1f", seen.millis(1)));
  }

  private void connections() throws Exception {
    try (Echo echo = new Echo();
        Socket socket = echo.connect()) {
      var _ = Echo.roundTrip(socket);
      Order order =
          order(echo.port(), LEASE, "delay_ms", "40", "direction", "both", "protocol", "tcp");
      List<Undo> undo = on(order);
      say("tcp_ms", Echo.roundTrip(socket).toMillis());
      off(order, undo);
      say("tcp_after_ms", Echo.roundTrip(socket).toMillis());
    }
  }

  /** Nobody renews; then one whose process is killed. */
  private void leases(Datagrams echo) throws Exception {
    Order left = order(echo.port(), Duration.ofSeconds(2), "loss_percent", "100");
    var _ = on(left);
    say("cut", Datagrams.ask("127.0.0.1", echo.port(), 20, 1_000_000, 50).answers());
    driver.renew(left);
    long start = System.nanoTime();
    say("lease_ms", back(echo, start));
    try {
      driver.renew(left);
      say("renewed", "after its end");
    } catch (FaultException e) {
      say("renewed", "no");
    }
    driver.heal(left, List.of());
    say("left", driver.proveHealed(left, List.of()).evidence());
    Order killed = order(echo.port(), Duration.ofSeconds(30), "loss_percent", "100");
    List<Undo> undo = on(killed);
    long kill = System.nanoTime();
    ProcessHandle.of(paths.pid()).orElseThrow().destroyForcibly();
    say("killed_ms", back(echo, kill));
    off(killed, undo);
    say("rules", run("ip", "rule", "list").lines().count());
  }

  private static long back(Datagrams echo, long since) throws Exception {
    while (Datagrams.ask("127.0.0.1", echo.port(), 1, 1, 2).answers() == 0) {
      Thread.onSpinWait();
    }
    return Duration.ofNanos(System.nanoTime() - since).toMillis();
  }

  public static void main(String[] words) throws Exception {
    boolean accuracy = List.of(words).contains("accuracy");
    try (NetemTrial trial = new NetemTrial();
        Datagrams echo = new Datagrams("0.0.0.0")) {
      var _ = Datagrams.ask("127.0.0.1", echo.port(), 500, 100_000, 20);
      List<String> delays = new ArrayList<>(List.of("10", "100"));
      if (accuracy) {
        delays = List.of("1", "2", "5", "10", "20", "50", "100", "200", "500", "1000");
      }
      trial.delays(echo, delays, accuracy ? 1000 : 200);
      trial.shares(echo, accuracy ? 120_000 : 5_000);
      trial.order(echo);
      trial.rate(echo);
      trial.connections();
      trial.leases(echo);
    }
    System.exit(0);
  }

  @Override
  public void close() throws IOException {
    nft.close();
    paths.close();
    other.destroyForcibly();
  }
}
