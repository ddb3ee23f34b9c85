// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Prometheus of its own over a copy of the data; answers as soon as it is constructed. */
final class Peer implements AutoCloseable {

  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final String url;

  /** Loads what {@code samples} writes in OpenMetrics text, without its last line. */
  Peer(Path folder, Samples samples) throws IOException, InterruptedException {
    Path text = folder.resolve("samples.om");
    try (BufferedWriter out = Files.newBufferedWriter(text)) {
      samples.write(out);
      out.write("# EOF\n");
    }
    Path data = folder.resolve("prometheus");
    run(
        folder,
        PROMTOOL.toString(),
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        "" + text,
        "" + data);
    Files.writeString(folder.resolve("empty.yml"), "global: {}\n");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    process =
        new ProcessBuilder(
                PROMETHEUS.toString(),
                "--config.file=" + folder.resolve("empty.yml"),
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    awaitReady();
  }

  static boolean installed() {
    return Files.isExecutable(PROMETHEUS) && Files.isExecutable(PROMTOOL);
  }

  String api() {
    return url + "/api/v1";
  }

  /** User and system time of the process so far, in seconds, as the kernel counts it. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(d -> d.toNanos() / 1e9).orElse(Double.NaN);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Writes samples in OpenMetrics text. */
  interface Samples {
    void write(BufferedWriter out) throws IOException;
  }

  private void awaitReady() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (System.nanoTime() < deadline) {
        try {
          HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/-/ready")).build();
          if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
      }
    }
    process.destroyForcibly();
    throw new IOException("Prometheus was not ready within " + PATIENCE_SECONDS + " s");
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("promtool.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("promtool.log")));
    }
  }
}
