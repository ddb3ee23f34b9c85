// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.query;

import dev.ballast.bench.store.MixedSeries;
import dev.ballast.promql.Labels;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Range queries over 4,000 series of 500 samples at 101 steps, over HTTP, in turns against Ballast
 * and against a Prometheus with the same samples. No result cache on either side. Run: {@code
 * bench/run Query}.
 */
public final class QueryBenchmark {

  private static final int SERIES = 4_000;
  private static final int ROUNDS = 500;
  private static final int STEPS = 101;
  private static final int WARM_UPS = Integer.getInteger("warmups", 10);
  private static final int TURNS = Integer.getInteger("turns", 21);
  private static final List<String> QUERIES =
      List.of("sum(rate(m[5m]))", "sum by (region) (rate(m[5m]))", "topk(5, m)", "max(m)");
  private static final Pattern POINT = Pattern.compile("\\[([0-9.e+]+),\"([^\"]+)\"\\]");

  /** Off the grid of steps, so that open and closed range bounds give the same answer. */
  private final long start =
      Instant.now().minusSeconds(ROUNDS * 15L).toEpochMilli() / 1000 * 1000 + 7;

  private final HttpClient client = HttpClient.newHttpClient();

  private QueryBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    if (!Peer.installed()) {
      System.err.println("no Prometheus to compare with (get it: apt-get install prometheus)");
      System.exit(3);
    }
    Path folder = Files.createTempDirectory("ballast-query-bench");
    try {
      new QueryBenchmark().run(folder);
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder) throws Exception {
    Path data = folder.resolve("ballast");
    fill(data.resolve("telemetry"));
    ServerConfig config =
        ServerConfig.in(data).withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0));
    try (BallastServer ours = BallastServer.start(config);
        Peer peer = new Peer(folder, this::write)) {
      System.out.printf(
          "%-32s %12s %12s %12s %12s %8s %10s%n",
          "query", "ours p50 ms", "min", "peer p50 ms", "min", "ratio", "max diff");
      for (String query : QUERIES) {
        compare(query, ours.url() + "/prometheus/api/v1", peer.api());
      }
    }
  }

  private void compare(String query, String ours, String theirs) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      ask(ours, query);
      ask(theirs, query);
    }
    double[] oursMillis = new double[TURNS];
    double[] theirsMillis = new double[TURNS];
    String ourAnswer = "";
    String theirAnswer = "";
    for (int i = 0; i < TURNS; i++) {
      long t0 = System.nanoTime();
      ourAnswer = ask(ours, query);
      long t1 = System.nanoTime();
      theirAnswer = ask(theirs, query);
      long t2 = System.nanoTime();
      oursMillis[i] = (t1 - t0) / 1e6;
      theirsMillis[i] = (t2 - t1) / 1e6;
    }
    Arrays.sort(oursMillis);
    Arrays.sort(theirsMillis);
    System.out.printf(
        "%-32s %12.1f %12.1f %12.1f %12.1f %8.2f %10.1e%n",
        query,
        oursMillis[TURNS / 2],
        oursMillis[0],
        theirsMillis[TURNS / 2],
        theirsMillis[0],
        oursMillis[TURNS / 2] / theirsMillis[TURNS / 2],
        difference(ourAnswer, theirAnswer));
  }

  private String ask(String api, String query) throws IOException, InterruptedException {
    long step = 60;
    long end = start / 1000 + ROUNDS * 15L - 60;
    long from = end - step * (STEPS - 1);
    String url =
        "%s/query_range?query=%s&start=%d&end=%d&step=%d"
            .formatted(api, URLEncoder.encode(query, StandardCharsets.UTF_8), from, end, step);
    var answer =
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** The largest relative difference between points in the order they come; NaN if not as many. */
  private static double difference(String ours, String theirs) {
    double[] a = points(ours);
    double[] b = points(theirs);
    if (a.length != b.length || a.length == 0) {
      return Double.NaN;
    }
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]) / Math.max(1e-300, Math.abs(b[i])));
    }
    return worst;
  }

  private static double[] points(String json) {
    Matcher matcher = POINT.matcher(json);
    return matcher.results().mapToDouble(r -> Double.parseDouble(r.group(2))).sorted().toArray();
  }

  private void fill(Path folder) {
    try (TelemetryStore store =
        TelemetryStore.open(folder, StoreOptions.DEFAULT, InstantSource.system())) {
      MixedSeries source = new MixedSeries(0, SERIES, 100);
      for (int round = 0; round < ROUNDS; round++) {
        SampleBatch batch = new SampleBatch(SERIES);
        for (int i = 0; i < SERIES; i++) {
          batch.add(labels(i), start + source.time(round), source.next(i));
        }
        if (store.append(batch).accepted() != SERIES) {
          throw new IllegalStateException("the store refused samples");
        }
      }
    }
  }

  /** The same samples, series by series as OpenMetrics wants them. */
  private void write(BufferedWriter out) throws IOException {
    MixedSeries source = new MixedSeries(0, SERIES, 100);
    StringBuilder[] lines = new StringBuilder[SERIES];
    for (int i = 0; i < SERIES; i++) {
      lines[i] = new StringBuilder();
    }
    String[] names = new String[SERIES];
    for (int i = 0; i < SERIES; i++) {
      names[i] = labels(i).toString();
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < SERIES; i++) {
        long time = start + source.time(round);
        lines[i]
            .append(names[i])
            .append(' ')
            .append(source.next(i))
            .append(' ')
            .append(time / 1000)
            .append('.')
            .append("%03d".formatted(time % 1000))
            .append('\n');
      }
    }
    out.write("# TYPE m unknown\n");
    for (StringBuilder series : lines) {
      out.append(series);
    }
  }

  private static Labels labels(int series) {
    var labels = MixedSeries.labels(series).toMap();
    labels.put(Labels.NAME, "m");
    labels.put("n", "" + series);
    return Labels.of(labels);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
