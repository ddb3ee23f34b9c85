// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.control.rollout.controller.HookCall.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the webhooks of canaries with Flagger's body. A status up to 202 is yes; a redirect, which
 * is not followed, an error and silence are no. What may pass (5xx, 429, nobody there) is asked
 * again as often as the hook says, each time after a longer pause. Thread-safe.
 */
public final class HookCaller implements HookCall.Caller, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LAST_YES = 202;
  private static final int TOO_MANY = 429;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();
  private final boolean loopback;
  private final Pause pause;

  /** How time is let pass between two attempts. */
  @FunctionalInterface
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /** An answer, and whether another might come when it is asked again. */
  private record Outcome(Answer answer, boolean worthRetrying) {}

  /**
   * @param loopback whether hooks may lead to this machine
   */
  public HookCaller(boolean loopback) {
    this(loopback, Thread::sleep);
  }

  HookCaller(boolean loopback, Pause pause) {
    this.loopback = loopback;
    this.pause = pause;
  }

  @Override
  public Answer ask(HookCall call) {
    Duration wait = FIRST_WAIT;
    Outcome outcome = once(call);
    for (int retry = 0; retry < call.hook().retries() && outcome.worthRetrying(); retry++) {
      try {
        pause.rest(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome.answer();
      }
      wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      outcome = once(call);
    }
    return outcome.answer();
  }

  private Outcome once(HookCall call) {
    try {
      Destination destination = Destination.of(call.hook().url().toString());
      destination.check(host -> List.of(InetAddress.getAllByName(host)), loopback);
      return send(destination, call);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).replace(" Fix: allowLoopback: true", "");
      return new Outcome(new Answer(false, why), false);
    }
  }

  private Outcome send(Destination destination, HookCall call) {
    Duration patience = call.hook().timeout();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request(destination.uri(), call), HttpResponse.BodyHandlers.discarding());
    try {
      int status = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      boolean passing = status == TOO_MANY || (status >= 500 && status != NOT_IMPLEMENTED);
      return new Outcome(
          new Answer(status <= LAST_YES, destination.shown() + " answered " + status), passing);
    } catch (TimeoutException e) {
      return again(destination.shown() + " did not answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return again(
          destination.shown() + " was not reached (" + cause.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(new Answer(false, "interrupted"), false);
    } finally {
      sent.cancel(true);
    }
  }

  private static Outcome again(String why) {
    return new Outcome(new Answer(false, why), true);
  }

  private static HttpRequest request(URI uri, HookCall call) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", call.canary().name());
    body.put("namespace", call.canary().namespace());
    body.put("phase", call.phase());
    body.put("checksum", call.checksum());
    body.put("metadata", call.metadata());
    return HttpRequest.newBuilder(uri)
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "ballast")
        .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
