// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import dev.ballast.model.SteerTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whoever announces a region's addresses to the world (BGP, anycast) to withdraw them, or to
 * announce them again. An order may be told more than once; whoever hears it goes by {@code order},
 * which only grows. Thread-safe.
 */
public final class RegionHook implements AutoCloseable {

  private static final int TRIES = 3;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final int TOO_MANY = 429;
  private static final int FAILURE = 500;

  private final JsonMapper json = JsonMapper.builder().build();
  private final Pause pause;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** What is to be done. */
  public enum Action {
    WITHDRAW,
    ANNOUNCE;

    String word() {
      return this == WITHDRAW ? "withdraw" : "announce";
    }
  }

  /**
   * An order.
   *
   * @param epoch of the writes when it was given
   * @param order grows from one to the next: one that is smaller than another is older
   */
  public record Order(String policy, String region, Action action, long epoch, long order) {}

  /** How time is let pass between two tries. */
  @FunctionalInterface
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /** What came of a try: nothing, when it went well. */
  private record Try(String problem, boolean again) {
    private static final Try WELL = new Try("", false);
  }

  public RegionHook() {
    this(Thread::sleep);
  }

  RegionHook(Pause pause) {
    this.pause = pause;
  }

  /**
   * Has an order done, in three tries at most; stops trying when it is no longer wanted.
   *
   * @return what is wrong; empty: it was done
   */
  public String carryOut(SteerTarget.Hook hook, Order order, BooleanSupplier wanted)
      throws InterruptedException {
    Duration wait = FIRST_WAIT;
    Try last = once(hook, order);
    for (int i = 1; i < TRIES && last.again(); i++) {
      pause.rest(wait);
      if (!wanted.getAsBoolean()) {
        return "overtaken by another order";
      }
      wait = wait.multipliedBy(2);
      last = once(hook, order);
    }
    return last.problem();
  }

  private Try once(SteerTarget.Hook hook, Order order) throws InterruptedException {
    return hook.command().isEmpty() ? asked(hook, order) : run(hook, order);
  }

  private Try asked(SteerTarget.Hook hook, Order order) throws InterruptedException {
    URI uri;
    try {
      uri = URI.create(hook.url());
    } catch (IllegalArgumentException e) {
      return new Try("the hook's URL is none", false);
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(hook.patience())
              .header("Content-Type", "application/json")
              .header(
                  "Idempotency-Key", order.policy() + "/" + order.region() + "/" + order.order())
              .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body(order))))
              .build();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2
          ? Try.WELL
          : new Try(
              uri.getAuthority() + " answered " + status, status >= FAILURE || status == TOO_MANY);
    } catch (IOException e) {
      return new Try(
          "%s was not reached (%s)".formatted(uri.getAuthority(), e.getClass().getSimpleName()),
          true);
    } catch (IllegalArgumentException e) {
      return new Try("the hook's URL is none", false);
    }
  }

  private static Map<String, Object> body(Order order) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("policy", order.policy());
    body.put("region", order.region());
    body.put("action", order.action().word());
    body.put("epoch", order.epoch());
    body.put("order", order.order());
    return body;
  }

  /** With nothing of our environment but the path, for that may hold secrets. */
  private Try run(SteerTarget.Hook hook, Order order) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(hook.command())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    body(order)
        .forEach(
            (key, value) ->
                environment.put("BALLAST_" + key.toUpperCase(Locale.ROOT), value.toString()));
    String program = hook.command().getFirst();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Try(program + " cannot be started", false);
    }
    try {
      feed(process, json.writeValueAsBytes(body(order)));
      if (!process.waitFor(hook.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return new Try(
            program + " was not done within " + hook.patience().toMillis() + " ms", true);
      }
      int code = process.exitValue();
      return code == 0 ? Try.WELL : new Try(program + " ended with " + code, true);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, byte[] order) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(order);
    } catch (IOException e) {
      // A program need not read it: the environment says the same.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
