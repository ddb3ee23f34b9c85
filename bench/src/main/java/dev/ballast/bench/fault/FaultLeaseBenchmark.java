// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills controllers, agents and watchdogs with SIGKILL while faults of every driver are on with a
 * lease of one second, and measures from the kill on when each is gone, seen from outside. Run:
 * {@code bench/run FaultLease}, with {@code -Drounds=200} by default; as root for all drivers.
 */
public final class FaultLeaseBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 200);
  private static final int MOST_TRIES = 10;
  private static final long LIMIT_MILLIS = 2_000;
  private static final Pattern PID = Pattern.compile("\"pid\":([0-9]+).*\"watchdog\":([0-9]+)");

  private final FaultLab lab;
  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process agent;
  private long watchdog;
  private int late;

  /** Who dies. */
  private enum Death {
    CONTROLLER("the controller"),
    AGENT("the controller and the agent"),
    ALL("the controller, the agent and the watchdog");

    private final String who;

    Death(String who) {
      this.who = who;
    }

    boolean leavesAHealer(Subject subject) {
      return this != ALL || !subject.lease().equals("watchdog");
    }
  }

  private FaultLeaseBenchmark(FaultLab lab, Path folder) throws Exception {
    this.lab = lab;
    this.folder = folder;
    this.agent = startAgent();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ballast-fault-lease");
    int bad = 0;
    try (FaultLab lab = new FaultLab(folder)) {
      FaultLeaseBenchmark benchmark = new FaultLeaseBenchmark(lab, folder);
      benchmark.answers();
      bad += benchmark.kills(Death.CONTROLLER, ROUNDS);
      bad += benchmark.kills(Death.AGENT, ROUNDS);
      bad += benchmark.kills(Death.ALL, ROUNDS);
      benchmark.agent.destroy();
      benchmark.agent.waitFor(10, TimeUnit.SECONDS);
    }
    System.exit(bad == 0 ? 0 : 1);
  }

  /** A child with our class path. */
  static ProcessBuilder java(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx96m",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private Process startAgent() throws Exception {
    ProcessBuilder builder =
        java("dev.ballast.faults.Main", "agent", lab.configuration().toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("agent.log").toFile()));
    builder.environment().put("BENCH_TOKEN", FaultLab.TOKEN);
    Process process = builder.start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher found = PID.matcher(line);
      if (found.find()) {
        watchdog = Long.parseLong(found.group(2));
        return process;
      }
    }
    throw new IllegalStateException(
        "the agent does not start: " + Files.readString(folder.resolve("agent.log")));
  }

  /** From the API's answer until the effect is seen, of each kind. */
  private void answers() throws Exception {
    System.out.printf(
        """

        | %d orders one by one, ms | answered, median | p99 | seen after the answer, p99 |
        |---|---|---|---|
        """,
        ROUNDS);
    for (Subject subject : lab.subjects()) {
      double[] took = new double[ROUNDS];
      double[] seen = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        String id = "a-" + lab.subjects().indexOf(subject) + "-" + i;
        long start = System.nanoTime();
        int status = send("POST", "/v1/faults", subject.body(id, 60));
        long answered = System.nanoTime();
        while (status == 201
            && !subject.effective().call()
            && System.nanoTime() - answered < 10_000_000_000L) {
          Thread.onSpinWait();
        }
        seen[i] = (System.nanoTime() - answered) / 1e6;
        took[i] = (answered - start) / 1e6;
        int healed = send("DELETE", "/v1/faults/" + id, "{}");
        if (status != 201 || healed != 200) {
          throw new IllegalStateException(subject.kind() + ": " + status + ", " + healed);
        }
      }
      Arrays.sort(took);
      Arrays.sort(seen);
      System.out.printf(
          "| %s | %.1f | %.1f | %.1f |%n",
          subject.kind(), at(took, 0.5), at(took, 0.99), at(seen, 0.99));
    }
  }

  private int kills(Death death, int rounds) throws Exception {
    List<Subject> watched = lab.subjects().stream().filter(death::leavesAHealer).toList();
    Map<Subject, List<Long>> millis = new LinkedHashMap<>();
    late = 0;
    for (int i = 0; i < rounds; i++) {
      Map<Subject, Long> round = round(death, watched, i);
      for (int tries = 0; round.isEmpty() && tries < MOST_TRIES; tries++) {
        late++;
        round = round(death, watched, i);
      }
      round.forEach(
          (subject, ms) -> millis.computeIfAbsent(subject, _ -> new ArrayList<>()).add(ms));
    }
    return report(death, millis, rounds);
  }

  private int report(Death death, Map<Subject, List<Long>> millis, int rounds) {
    System.out.printf(
        """

        | SIGKILL to %s, lease 1 s (%d rounds had a controller too slow to renew) | lease held by | gone within lease + 1 s | median, ms | p99, ms | most, ms |
        |---|---|---|---|---|---|
        """,
        death.who, late);
    int bad = 0;
    for (Map.Entry<Subject, List<Long>> one : millis.entrySet()) {
      double[] sorted = one.getValue().stream().mapToDouble(Long::doubleValue).sorted().toArray();
      int good = (int) Arrays.stream(sorted).filter(ms -> ms <= LIMIT_MILLIS).count();
      bad += rounds - good;
      System.out.printf(
          "| %s | %s | %d of %d | %.0f | %.0f | %.0f |%n",
          one.getKey().kind(),
          one.getKey().lease(),
          good,
          rounds,
          at(sorted, 0.5),
          at(sorted, 0.99),
          at(sorted, 1));
    }
    return bad;
  }

  /** Milliseconds from the kill until each is gone; empty when not all were on at the kill. */
  private Map<Subject, Long> round(Death death, List<Subject> watched, int number)
      throws Exception {
    String mark = death.name().charAt(0) + "-" + number + "-" + late;
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < watched.size(); i++) {
      orders.add(watched.get(i).body(mark.toLowerCase(Locale.ROOT) + "-" + i, 1));
    }
    Path file = Files.write(folder.resolve("orders"), orders);
    Process controller =
        java(FaultController.class.getName(), lab.address(), FaultLab.TOKEN, file.toString())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("controller.log").toFile()))
            .start();
    try (BufferedReader out = controller.inputReader();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      boolean alive = out.lines().anyMatch("alive"::equals);
      for (Subject subject : watched) {
        alive &= subject.effective().call();
      }
      long start = System.nanoTime();
      kill(controller, death);
      Map<Subject, Future<Long>> waiting = new LinkedHashMap<>();
      for (Subject subject : watched) {
        waiting.put(subject, threads.submit(() -> gone(subject, start)));
      }
      Map<Subject, Long> done = new LinkedHashMap<>();
      for (Map.Entry<Subject, Future<Long>> one : waiting.entrySet()) {
        done.put(one.getKey(), one.getValue().get());
      }
      if (death != Death.CONTROLLER) {
        agent = startAgent();
      }
      return alive ? done : Map.of();
    } finally {
      controller.destroyForcibly().waitFor();
    }
  }

  private void kill(Process controller, Death death) {
    controller.destroyForcibly();
    if (death != Death.CONTROLLER) {
      agent.destroyForcibly();
    }
    if (death == Death.ALL) {
      ProcessHandle.of(watchdog).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static long gone(Subject subject, long start) throws Exception {
    long limit = start + 30_000_000_000L;
    while (subject.effective().call() && System.nanoTime() < limit) {
      Thread.sleep(2);
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  private int send(String verb, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(lab.address() + path))
            .header("Authorization", "Bearer " + FaultLab.TOKEN)
            .method(verb, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      System.err.println(verb + " " + path + ": " + answer.body());
    }
    return answer.statusCode();
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
  }
}
