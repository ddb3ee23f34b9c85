// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How exact faults are: delays of 1 to 1,000 ms by mesh, proxy and redirect, each request beside
 * one without the fault, and by the device of net.netem, before and with it; shares of errors, of
 * broken connections and of lost packets against the 99 % interval of a binomial. Run: {@code
 * bench/run FaultAccuracy}, {@code -Dn=100000} trials a share; packets as root, in a network
 * namespace of its own.
 */
public final class FaultAccuracyBenchmark {

  private static final int TRIALS = Integer.getInteger("n", 100_000);
  private static final int CALLERS = 8;
  private static final int[] DELAYS_MS = {1, 10, 100, 1000};
  private static final double[] SHARES = {0.1, 0.01};
  private static final long BUDGET_MS = 20_000;
  private static final String SERVICE = "accuracy";

  private final Surroundings around;
  private final HttpClient client;
  private final ShareTable shares = new ShareTable();

  private FaultAccuracyBenchmark(Surroundings around, HttpClient client) {
    this.around = around;
    this.client = client;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ballast-fault-accuracy");
    int bad = 0;
    try (Surroundings around = new Surroundings(folder, List.of(SERVICE));
        HttpClient client = HttpClient.newHttpClient()) {
      FaultAccuracyBenchmark benchmark = new FaultAccuracyBenchmark(around, client);
      bad += benchmark.delays();
      bad += NetemParts.measure(folder, around, TRIALS, benchmark.shares);
      bad +=
          RedirectDelay.measure(
              folder,
              around,
              DELAYS_MS,
              (ms, plain, slow) -> delay("redirect", ms, plain, "/", slow, "/"));
      benchmark.meshShares();
      benchmark.proxyShares();
      PacketLoss.measure(folder, around, TRIALS, benchmark.shares);
      bad += benchmark.shares.print();
    }
    System.exit(bad == 0 ? 0 : 1);
  }

  private int delays() throws Exception {
    System.out.print(
        """

        | delay | by | requests | without, median, ms | with, median, ms | error of the median, ms | must |
        |---|---|---|---|---|---|---|
        """);
    int bad = 0;
    int mesh = around.meshPort(SERVICE);
    int plain = around.proxy("plain");
    for (int delay : DELAYS_MS) {
      String id = fault("latency", "\"delay_seconds\": " + delay / 1000.0, 1, "/slow");
      bad += delay("mesh", delay, mesh, "/plain", mesh, "/slow");
      send("DELETE", around.meshAdmin() + "/faults/" + id, "");
      String name = "delay-" + delay;
      int slow = around.proxy(name);
      toxic(name, "latency", "\"latency\": " + delay, 1);
      bad += delay("proxy", delay, plain, "/", slow, "/");
    }
    return bad;
  }

  /** In pairs, so that what else the machine does hits both alike. */
  private static int delay(
      String by, int delay, int plain, String plainPath, int slow, String slowPath)
      throws IOException {
    Series without = new Series();
    Series with = new Series();
    int pairs = Math.clamp(BUDGET_MS / (delay + 1L), 20, 1000);
    try (Caller one = new Caller(plain);
        Caller two = new Caller(slow)) {
      for (int i = -20; i < pairs; i++) {
        double a = time(one, plainPath);
        double b = i < 0 && delay > 10 ? 0 : time(two, slowPath);
        if (i >= 0) {
          without.add(a);
          with.add(b);
        }
      }
    }
    double error = with.at(0.5) - without.at(0.5) - delay;
    double must = Math.max(1, delay / 100.0);
    System.out.printf(
        "| %d ms | %s | %d | %.2f | %.2f | %.2f | <= %.0f |%n",
        delay, by, pairs, without.at(0.5), with.at(0.5), error, must);
    return Math.abs(error) <= must ? 0 : 1;
  }

  private static double time(Caller caller, String path) throws IOException {
    long start = System.nanoTime();
    if (caller.call(path) != 200) {
      throw new IOException(path + ": not answered");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private void meshShares() throws Exception {
    int port = around.meshPort(SERVICE);
    for (double share : SHARES) {
      String abort = fault("abort", "\"status\": 503", share, "/abort");
      int hit = count(() -> new Caller(port), "/abort");
      shares.add("errors by the mesh", TRIALS, hit, share);
      send("DELETE", around.meshAdmin() + "/faults/" + abort, "");
      String reset = fault("reset", "", share, "/reset");
      shares.add(
          "requests without an answer by the mesh",
          TRIALS,
          count(() -> new Caller(port), "/reset"),
          share);
      send("DELETE", around.meshAdmin() + "/faults/" + reset, "");
    }
  }

  /** Of connections, since that is what a proxy decides about. */
  private void proxyShares() throws Exception {
    for (double share : SHARES) {
      String name = "share-" + share;
      int port = around.proxy(name);
      toxic(name, "reset_peer", "\"timeout\": 0", share);
      AtomicInteger hit = new AtomicInteger();
      inParallel(
          () -> {
            for (int i = 0; i < TRIALS / CALLERS; i++) {
              try (Caller once = new Caller(port)) {
                hit.addAndGet(once.call("/") == 200 ? 0 : 1);
              }
            }
            return true;
          });
      shares.add("connections broken by the proxy", TRIALS, hit.get(), share);
    }
  }

  private static int count(Callable<Caller> make, String path) throws Exception {
    AtomicInteger hit = new AtomicInteger();
    inParallel(
        () -> {
          try (Caller caller = make.call()) {
            for (int i = 0; i < TRIALS / CALLERS; i++) {
              hit.addAndGet(caller.call(path) == 200 ? 0 : 1);
            }
          }
          return true;
        });
    return hit.get();
  }

  private static void inParallel(Callable<Boolean> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(threads.submit(work));
      }
      for (Future<Boolean> one : all) {
        one.get();
      }
    }
  }

  /** A fault of the mesh on one path; its id. */
  private String fault(String type, String more, double share, String path) throws Exception {
    String id = "accuracy-%s-%s".formatted(type, share).replace('.', '-');
    send(
        "POST",
        around.meshAdmin() + "/faults",
        """
        {"id": "%s", "owner": "bench", "service": "%s", "lease_seconds": 600, "share": %s,
         "match": {"path": {"exact": "%s"}}, "fault": {"type": "%s"%s}}"""
            .formatted(id, SERVICE, share, path, type, more.isEmpty() ? "" : ", " + more));
    return id;
  }

  private void toxic(String proxy, String type, String attributes, double share) throws Exception {
    send(
        "POST",
        around.proxyApi() + "/proxies/" + proxy + "/toxics",
        """
        {"type": "%s", "stream": "downstream", "toxicity": %s, "lease_seconds": 600,
         "attributes": {%s}}"""
            .formatted(type, share, attributes));
  }

  private void send(String verb, String url, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url))
                .method(verb, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(verb + " " + url + ": " + answer.body());
    }
  }
}
