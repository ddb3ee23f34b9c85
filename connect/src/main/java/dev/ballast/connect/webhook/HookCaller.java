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
 * is not followed, an error and silence are no. Thread-safe.
 */
public final class HookCaller implements HookCall.Caller, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LAST_YES = 202;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();
  private final boolean loopback;

  /**
   * @param loopback whether hooks may lead to this machine
   */
  public HookCaller(boolean loopback) {
    this.loopback = loopback;
  }

  @Override
  public Answer ask(HookCall call) {
    Answer answer = new Answer(false, "not asked");
    for (int attempt = 0; attempt <= call.hook().retries() && !answer.yes(); attempt++) {
      answer = once(call);
      if (Thread.currentThread().isInterrupted()) {
        return answer;
      }
    }
    return answer;
  }

  private Answer once(HookCall call) {
    try {
      Destination destination = Destination.of(call.hook().url().toString());
      destination.check(host -> List.of(InetAddress.getAllByName(host)), loopback);
      return send(destination, call);
    } catch (IOException e) {
      return new Answer(false, "hook " + call.hook().name() + ": " + e.getMessage());
    }
  }

  private Answer send(Destination destination, HookCall call) {
    Duration patience = call.hook().timeout();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request(destination.uri(), call), HttpResponse.BodyHandlers.discarding());
    try {
      int status = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return new Answer(status <= LAST_YES, destination.shown() + " answered " + status);
    } catch (TimeoutException e) {
      return new Answer(
          false, destination.shown() + " did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Answer(
          false,
          destination.shown() + " was not reached (" + cause.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    } finally {
      sent.cancel(true);
    }
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
