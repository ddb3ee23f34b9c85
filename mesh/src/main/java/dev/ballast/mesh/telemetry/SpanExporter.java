// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends spans by OTLP over HTTP in batches, off the event loops; what it cannot send it counts. */
final class SpanExporter implements AutoCloseable {

  private static final int WAITING = 8192;
  private static final int BATCH = 512;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI target;
  private final String meshName;
  private final BlockingQueue<MeshSpan> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Thread thread;
  private volatile boolean closing;

  SpanExporter(URI target, String meshName) {
    this.target = target;
    this.meshName = meshName;
    this.thread = Thread.ofPlatform().daemon().name("mesh-spans").start(this::run);
  }

  void add(MeshSpan span) {
    if (!waiting.offer(span)) {
      dropped.incrementAndGet();
    }
  }

  long dropped() {
    return dropped.get();
  }

  long sent() {
    return sent.get();
  }

  private void run() {
    List<MeshSpan> batch = new ArrayList<>(BATCH);
    try {
      while (!closing || !waiting.isEmpty()) {
        MeshSpan first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        gather(batch);
        send(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a little for company, since a request for each span would cost more than the spans. */
  private void gather(List<MeshSpan> batch) throws InterruptedException {
    long end = System.nanoTime() + (closing ? 0 : PAUSE.toNanos());
    while (batch.size() < BATCH) {
      long left = end - System.nanoTime();
      MeshSpan next =
          left > 0 && !closing ? waiting.poll(left, TimeUnit.NANOSECONDS) : waiting.poll();
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  private void send(List<MeshSpan> batch) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(OtlpJson.of(meshName, batch)))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      (status / 100 == 2 ? sent : dropped).addAndGet(batch.size());
    } catch (IOException e) {
      dropped.addAndGet(batch.size());
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    client.shutdownNow();
  }
}
