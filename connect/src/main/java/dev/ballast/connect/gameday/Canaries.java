// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import dev.ballast.model.gameday.CanaryLoad;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests at fixed rates whatever becomes of them, so that an outage shows: users who wait
 * for an answer before they ask again would hide it. A request belongs to the second in which it
 * was to be sent; one that could not be sent is lost. Thread-safe.
 */
public final class Canaries implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final int MOST_UNDER_WAY = 1000;
  private static final int FAILURE = 500;
  private static final int REFUSED = 300;

  /** Acknowledged writes of one load that are kept; more are sent and not kept. */
  private static final int MOST_WRITES = 100_000;

  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(DEADLINE)
          .build();
  private final ScheduledExecutorService pacing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("canaries").daemon().factory());
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final TreeMap<Long, Tally> seconds = new TreeMap<>();
  private final Map<String, Map<String, Instant>> writes = new TreeMap<>();

  /** One second of all of them. */
  public record Second(Instant at, int intended, int good, double p99) {}

  private static final class Tally {
    private int intended;
    private int good;
    private final List<Double> latencies = new ArrayList<>();
  }

  public Canaries(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins to send. */
  public void start(List<CanaryLoad> loads) {
    for (CanaryLoad load : loads) {
      long every = Math.max(1, Math.round(1e9 / load.rate()));
      if (load.isWriter()) {
        synchronized (seconds) {
          writes.putIfAbsent(load.name(), new LinkedHashMap<>());
        }
      }
      var _ = pacing.scheduleAtFixedRate(() -> send(load), 0, every, TimeUnit.NANOSECONDS);
    }
  }

  private static HttpRequest request(CanaryLoad load, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(load.target().replace(CanaryLoad.ID, id)))
            .timeout(DEADLINE)
            .header("User-Agent", "ballast-canary");
    load.headers().forEach(request::header);
    return load.isWriter() ? request.POST(BodyPublishers.noBody()).build() : request.build();
  }

  private void send(CanaryLoad load) {
    String id = UUID.randomUUID().toString();
    Instant intended = clock.instant();
    count(intended, tally -> tally.intended++);
    HttpRequest request;
    try {
      request = request(load, id);
    } catch (IllegalArgumentException e) {
      return; // Cannot be sent: lost, and the next one is due all the same.
    }
    if (!room.tryAcquire()) {
      return; // Not sent, and not answered: lost.
    }
    sending.execute(
        () -> {
          try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            double took = Duration.between(intended, clock.instant()).toNanos() / 1e9;
            if (status < FAILURE && took <= DEADLINE.toSeconds()) {
              count(intended, tally -> tally.good++);
            }
            if (load.isWriter() && status < REFUSED) {
              acknowledged(load.name(), id, clock.instant());
            }
            count(intended, tally -> tally.latencies.add(took));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            count(intended, tally -> tally.latencies.add((double) DEADLINE.toSeconds()));
          } finally {
            room.release();
          }
        });
  }

  /** However late: who was told that it is done counts on it. */
  private void acknowledged(String load, String id, Instant at) {
    synchronized (seconds) {
      Map<String, Instant> all = writes.get(load);
      if (all != null && all.size() < MOST_WRITES) {
        all.put(id, at);
      }
    }
  }

  /** Of each load that writes: when which write was acknowledged. */
  public Map<String, Map<String, Instant>> writes() {
    synchronized (seconds) {
      Map<String, Map<String, Instant>> copy = new TreeMap<>();
      writes.forEach((load, all) -> copy.put(load, Map.copyOf(all)));
      return copy;
    }
  }

  private interface Change {
    void make(Tally tally);
  }

  private void count(Instant at, Change change) {
    synchronized (seconds) {
      change.make(seconds.computeIfAbsent(at.getEpochSecond(), _ -> new Tally()));
    }
  }

  /** Every second that is settled: whatever was sent in it was answered or is too late. */
  public List<Second> settled() {
    long until = clock.instant().minus(DEADLINE).getEpochSecond() - 1;
    synchronized (seconds) {
      List<Second> all = new ArrayList<>();
      for (Map.Entry<Long, Tally> one : seconds.headMap(until, true).entrySet()) {
        Tally tally = one.getValue();
        all.add(
            new Second(
                Instant.ofEpochSecond(one.getKey() + 1),
                tally.intended,
                tally.good,
                p99(tally.latencies)));
      }
      return all;
    }
  }

  private static double p99(List<Double> latencies) {
    if (latencies.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(latencies);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
  }

  @Override
  public void close() {
    pacing.shutdownNow();
    sending.shutdownNow();
    http.shutdownNow();
  }
}
