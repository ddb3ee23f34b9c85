// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody on loopback who takes messages and answers as told. */
final class Receiver implements AutoCloseable {

  private static final String ECHO = "(echo)";

  private final HttpServer server;
  private final BlockingQueue<Message> got = new LinkedBlockingQueue<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** A message as it came. */
  record Message(com.sun.net.httpserver.Headers headers, String body, String path) {}

  /** What to answer, and with which header. */
  record Answer(int status, String body, String header, String value) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  void answer(int status, String body) {
    answers.add(new Answer(status, body, "x-none", "none"));
  }

  void answer(int status, String header, String value) {
    answers.add(new Answer(status, "", header, value));
  }

  /** Answers with the path that was asked for, as many servers do. */
  void echo(int status) {
    answers.add(new Answer(status, ECHO, "x-none", "none"));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0/SECRETPATH";
  }

  Message next() throws InterruptedException {
    Message message = got.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came within 20 s");
    }
    return message;
  }

  boolean isQuiet() {
    return got.isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      got.add(new Message(exchange.getRequestHeaders(), body, exchange.getRequestURI().getPath()));
      Answer answer = answers.poll();
      Answer given = answer == null ? new Answer(200, "ok", "x-none", "none") : answer;
      exchange.getResponseHeaders().add(given.header(), given.value());
      String said = given.body().equals(ECHO) ? "no " + exchange.getRequestURI() : given.body();
      byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
