// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The users of one region: each visit starts at its time on a virtual thread of its own, however
 * long earlier ones take. Latency counts from the planned start. When {@code MOST} wait at once,
 * further ones are turned away and counted as dropped.
 */
public final class Users implements AutoCloseable {

  private static final int MOST = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI storefront;
  private final InstantSource clock;
  private final Tally tally = new Tally();
  private final Receipts receipts = new Receipts();
  private final Semaphore waiting = new Semaphore(MOST);
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  public Users(URI storefront) {
    this(storefront, InstantSource.system());
  }

  Users(URI storefront, InstantSource clock) {
    this.storefront = storefront;
    this.clock = clock;
  }

  /** Sends visits at their times until {@link #close()}. */
  public void arrive(Iterator<Visit> visits) {
    Thread.ofPlatform().daemon().name("users").start(() -> send(visits, leaving::get));
  }

  /**
   * Sends further visits beside the others for as long as the crowd is not closed: streams of
   * Poisson arrivals add up to one.
   */
  public Crowd crowd(Iterator<Visit> visits) {
    AtomicBoolean gone = new AtomicBoolean();
    Thread.ofPlatform()
        .daemon()
        .name("crowd")
        .start(() -> send(visits, () -> gone.get() || leaving.get()));
    return () -> gone.set(true);
  }

  /** More users than usual. */
  public interface Crowd extends AutoCloseable {
    /** Nobody of it comes any more. */
    @Override
    void close();
  }

  private void send(Iterator<Visit> visits, BooleanSupplier over) {
    long opened = System.nanoTime();
    while (!over.getAsBoolean()) {
      Visit visit = visits.next();
      long due = opened + visit.at().toNanos();
      while (!over.getAsBoolean() && System.nanoTime() < due) {
        LockSupport.parkNanos(Math.min(100_000_000, due - System.nanoTime()));
      }
      if (over.getAsBoolean()) {
        return;
      }
      if (waiting.tryAcquire()) {
        Thread.startVirtualThread(() -> visit(visit, due));
      } else {
        tally.dropped();
      }
    }
  }

  /** Makes a visit now and says whether it succeeded; not counted. */
  public boolean rehearse(Visit visit) throws InterruptedException {
    try {
      return send(visit).statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  public Tally tally() {
    return tally;
  }

  /** What they were told. */
  public Receipts receipts() {
    return receipts;
  }

  /** Nobody arrives any more. */
  @Override
  public void close() {
    leaving.set(true);
  }

  private void visit(Visit visit, long due) {
    try {
      HttpResponse<String> answer = send(visit);
      boolean well = answer.statusCode() < 500;
      tally.answered(well, System.nanoTime() - due);
      // A 403 changes nothing, so nobody was promised anything.
      boolean made = answer.statusCode() < 400;
      receipts.told(visit, well, clock.instant(), made ? answer.body() : "");
    } catch (IOException e) {
      if (!leaving.get()) {
        receipts.told(visit, false, clock.instant(), "");
        tally.answered(false, System.nanoTime() - due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.release();
    }
  }

  private HttpResponse<String> send(Visit visit) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(storefront.resolve(visit.path()))
            .timeout(PATIENCE)
            .method(visit.method(), BodyPublishers.noBody());
    if (!visit.token().isEmpty()) {
      request.header("Authorization", "Bearer " + visit.token());
    }
    boolean tells = visit.method().equals("POST");
    return client.send(
        request.build(), tells ? BodyHandlers.ofString() : info -> BodySubscribers.replacing(""));
  }
}
