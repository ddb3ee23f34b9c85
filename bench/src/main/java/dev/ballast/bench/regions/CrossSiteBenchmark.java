// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two sites on Infinispan, each a process in a network namespace of its own, 75 ms apart one way.
 * While they are cut off from each other both write the same keys, durably; then the link heals.
 * Arguments: conflicting keys (default 1000), rounds (5), seconds of each cut (10).
 */
public final class CrossSiteBenchmark {

  private static final PrintStream OUT = System.out;
  private static final List<String> NAMES = List.of("us-east", "eu-west");
  private static final int PORT = 27810;

  private final Map<String, BlockingQueue<String[]>> said =
      Map.of("us-east", new LinkedBlockingQueue<>(), "eu-west", new LinkedBlockingQueue<>());
  private final List<Child> sites = new ArrayList<>();

  private CrossSiteBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int cut = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    Path folder = Files.createTempDirectory("cross-site-bench");
    try (Wan wan = new Wan(NAMES.size(), Duration.ofMillis(75))) {
      OUT.println("two processes in network namespaces, 150 ms round trip in user space (TUN)");
      new CrossSiteBenchmark().run(wan, folder, keys, rounds, cut);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void run(Wan wan, Path folder, int keys, int rounds, int cut) throws Exception {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      addresses.add(NAMES.get(i) + "=" + Wan.address(i) + ":" + PORT);
    }
    try {
      long start = System.nanoTime();
      for (int i = 0; i < NAMES.size(); i++) {
        sites.add(
            new Child(
                wan.in(i),
                SharedSite.class,
                List.of(
                    NAMES.get(i),
                    String.join(",", addresses),
                    folder.resolve(NAMES.get(i)).toString(),
                    Wan.address(i)),
                this::heard));
      }
      while (!ask(0)[6].contains("eu-west") || !ask(1)[6].contains("us-east")) {
        Thread.sleep(100);
      }
      OUT.printf("joined %.1f s after the start%n", (System.nanoTime() - start) / 1e9);
      long losses = 0;
      for (int round = 0; round < rounds; round++) {
        losses = round(wan, "r" + round + "-", keys, cut, losses);
      }
    } finally {
      for (Child site : sites) {
        site.close();
      }
    }
  }

  private long round(Wan wan, String prefix, int keys, int cut, long before) throws Exception {
    wan.cut(0, 1);
    wan.cut(1, 0);
    long began = System.nanoTime();
    String[] first = order(0, "write " + prefix + " " + keys);
    String[] second = order(1, "write " + prefix + " " + keys);
    while (System.nanoTime() - began < cut * 1_000_000_000L) {
      Thread.sleep(50);
    }
    boolean differed = !ask(0)[2].equals(ask(1)[2]);
    wan.mend();
    long healed = System.nanoTime();
    String[] one = ask(0);
    String[] other = ask(1);
    while (!one[2].equals(other[2]) || Long.parseLong(one[4]) < before + keys) {
      if (System.nanoTime() - healed > 120_000_000_000L) {
        break;
      }
      Thread.sleep(20);
      one = ask(0);
      other = ask(1);
    }
    OUT.printf(
        "writes while cut, p50/p99/max ms: %s and %s, beside a sync alone: %s and %s; %s;"
            + " healed -> same after %.2f s; digests %s; journal %d and %d of %d lost writes;"
            + " failures of the merge %s and %s%n",
        first[2],
        second[2],
        first[3],
        second[3],
        differed ? "differed" : "DID NOT DIFFER",
        (System.nanoTime() - healed) / 1e9,
        one[2].equals(other[2]) ? "equal" : "DIFFER",
        Long.parseLong(one[4]) - before,
        Long.parseLong(other[4]) - before,
        keys,
        one[5],
        other[5]);
    return before + keys;
  }

  private String[] ask(int site) throws Exception {
    return order(site, "is");
  }

  private String[] order(int site, String order) throws IOException, InterruptedException {
    sites.get(site).order(order);
    String[] answer = queue(NAMES.get(site)).poll(120, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException(NAMES.get(site) + " did not answer " + order);
    }
    return answer;
  }

  private void heard(String line) {
    String[] words = line.split(" ", 7);
    if (words.length > 3 && NAMES.contains(words[1])) {
      queue(words[1]).add(words);
    }
  }

  private BlockingQueue<String[]> queue(String name) {
    return Objects.requireNonNull(said.get(name));
  }
}
