// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Plays through what a mesh does all day, so that the JVM can note which classes and which profiles
 * that takes, and later meshes start with them (an AOT cache). Touches nothing but a folder of its
 * own and free ports of loopback.
 */
final class Rehearsal {

  private static final String BODY =
      "rehearsed, with as much to say as an answer has in the middle\n";
  private static final int CLIENTS = 4;
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** Where nobody listens, so that endpoints are given up as well. */
  private static final int NOBODY = 1;

  private static final List<String> PAGES =
      List.of("/health", "/config", "/endpoints", "/metrics", "/faults");

  private Rehearsal() {}

  /** Returns what the mesh said when it was ready. */
  static String play(Duration length) throws IOException, InterruptedException, PortInUseException {
    Path folder = Files.createTempDirectory("ballast-mesh-");
    Path file = folder.resolve("mesh.yaml");
    Path log = folder.resolve("access.log");
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      endpoint.createContext("/", Rehearsal::answer);
      endpoint.setExecutor(threads);
      endpoint.start();
      Files.writeString(file, config(endpoint.getAddress().getPort(), log));
      Mesh mesh = ConfigurationReader.readMesh(file).mesh().orElseThrow();
      try (MeshProcess process = MeshProcess.start(mesh, file, Ticker.SYSTEM, 1)) {
        perform(process, length, threads);
        return new ReadyLine(process).text(true);
      }
    } finally {
      endpoint.stop(0);
      Files.deleteIfExists(log);
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static String config(int endpoint, Path log) {
    return """
    apiVersion: ballast.dev/v1
    kind: Mesh
    metadata: {name: rehearsal}
    spec:
      admin: 127.0.0.1:0
      workers: 1
      accessLog: {file: "%s"}
      services:
        - name: web
          listen: [{address: "127.0.0.1:0", source: rehearsal}]
          versions:
            - {name: v1, endpoints: ["127.0.0.1:%2$d", "127.0.0.1:%3$d"]}
            - {name: v2, endpoints: ["127.0.0.1:%2$d"]}
          split: {v1: 90, v2: 10}
        - name: bytes
          protocol: tcp
          listen: [{address: "127.0.0.1:0", source: rehearsal}]
          versions: [{name: v1, endpoints: ["127.0.0.1:%2$d"]}]
    """
        .formatted(log, endpoint, NOBODY);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void perform(MeshProcess process, Duration length, ExecutorService threads)
      throws IOException, InterruptedException {
    List<Integer> ports =
        process.mesh().services().stream()
            .map(service -> service.listeners().getFirst())
            .map((Listener listener) -> process.plane().portOf(listener))
            .toList();
    List<? extends Future<?>> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> threads.submit(() -> ask(ports.get(i % ports.size()), length)))
            .toList();
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (ExecutionException e) {
        throw new IOException("rehearsal: " + e.getMessage(), e);
      }
    }
    for (String page : PAGES) {
      try (Socket socket = connect(process.adminPort())) {
        send(socket, "GET " + page + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        socket.getInputStream().readAllBytes();
      }
    }
  }

  /** Reads and writes in turn, on one connection, until the time is over. */
  private static int ask(int port, Duration length) throws IOException {
    long end = System.nanoTime() + length.toNanos();
    int answers = 0;
    try (Socket socket = connect(port);
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      while (System.nanoTime() - end < 0) {
        boolean post = ++answers % 5 == 0;
        send(
            socket,
            post
                ? "POST /a HTTP/1.1\r\nHost: web\r\nContent-Length: 5\r\n\r\nhello"
                : "GET /a?b=c HTTP/1.1\r\nHost: web\r\nAccept: */*\r\n\r\n");
        readToTheEnd(in);
      }
    }
    return answers;
  }

  private static void readToTheEnd(InputStream in) throws IOException {
    byte[] last = BODY.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (at < last.length) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("an answer that breaks off");
      }
      at = next == last[at] ? at + 1 : next == last[0] ? 1 : 0;
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) QUIET.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
