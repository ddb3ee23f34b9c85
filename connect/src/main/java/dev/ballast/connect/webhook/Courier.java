// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Documents;
import dev.ballast.model.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Posts warnings. Follows no redirect, uses no proxy (which would go where Ballast may not), waits
 * no longer than ten seconds. Thread-safe.
 */
public final class Courier implements Herald, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long MOST_READ = 1 << 20;
  private static final String HIDDEN = "(hidden)";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();

  private final Secrets secrets;
  private final Bodies bodies;
  private final SlackBot slack;
  private final InstantSource clock;
  private final Destination.Resolver resolver;
  private final Duration patience;

  /**
   * @param server what people put before a path of the web UI
   * @param documents where it stands which message of Slack is about what
   */
  public Courier(
      Secrets secrets,
      Origin origin,
      Supplier<String> server,
      Documents documents,
      InstantSource clock) {
    this(
        secrets,
        origin,
        server,
        documents,
        clock,
        host -> List.of(InetAddress.getAllByName(host)),
        ANSWER);
  }

  Courier(
      Secrets secrets,
      Origin origin,
      Supplier<String> server,
      Documents documents,
      InstantSource clock,
      Destination.Resolver resolver,
      Duration patience) {
    this.secrets = secrets;
    this.bodies = new Bodies(origin, server);
    this.slack = new SlackBot(documents);
    this.clock = clock;
    this.resolver = resolver;
    this.patience = patience;
  }

  /** What would be sent, for those who want to see it first; without URL, key and signature. */
  public String body(Webhook webhook, Warning warning) {
    return bodies.of(webhook.format(), warning, HIDDEN);
  }

  @Override
  public Outcome tell(Webhook webhook, Warning warning) {
    try {
      Destination destination = Destination.of(url(webhook));
      destination.check(resolver, webhook.loopback());
      return webhook.format() == Webhook.Format.SLACK && !webhook.channel().isEmpty()
          ? sendByBot(destination, webhook, warning)
          : send(destination, request(destination.uri(), webhook, warning));
    } catch (UnknownHostException e) {
      return new Outcome.Later("the host name is not known", Duration.ZERO);
    } catch (MissingSecretException e) {
      return new Outcome.Later(String.valueOf(e.getMessage()), Duration.ZERO);
    } catch (IOException | IllegalArgumentException e) {
      return new Outcome.Refused(
          e instanceof Destination.Forbidden ? String.valueOf(e.getMessage()) : "url: (hidden)");
    }
  }

  /**
   * Posts a body of somebody else's by the same rules.
   *
   * @param below what follows the webhook's path, unless that ends so already
   */
  Outcome post(Webhook webhook, String below, String body) {
    try {
      String url = secrets.of(webhook.url());
      Destination destination = Destination.of(url.endsWith(below) ? url : url + below);
      destination.check(resolver, webhook.loopback());
      HttpRequest request =
          HttpRequest.newBuilder(destination.uri())
              .timeout(patience)
              .header("content-type", "application/json; charset=utf-8")
              .header("user-agent", "ballast")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return send(destination, request);
    } catch (UnknownHostException e) {
      return new Outcome.Later("the host name is not known", Duration.ZERO);
    } catch (MissingSecretException e) {
      return new Outcome.Later(String.valueOf(e.getMessage()), Duration.ZERO);
    } catch (IOException | IllegalArgumentException e) {
      return new Outcome.Refused(
          e instanceof Destination.Forbidden ? String.valueOf(e.getMessage()) : "url: (hidden)");
    }
  }

  private String url(Webhook webhook) {
    String written = secrets.of(webhook.url());
    return webhook.format() == Webhook.Format.ALERTMANAGER
        ? AlertmanagerAlert.url(written)
        : written;
  }

  private Outcome sendByBot(Destination destination, Webhook webhook, Warning warning) {
    String base = destination.uri().toString().replaceFirst("/+$", "");
    SlackBot.Post post =
        slack.post(webhook.name(), warning.about(), webhook.channel(), bodies.slack(warning));
    HttpRequest request =
        plain(URI.create(base + post.method()), bodies.id(warning))
            .header("authorization", "Bearer " + secrets.of(webhook.key()))
            .POST(HttpRequest.BodyPublishers.ofString(post.body()))
            .build();
    return exchanged(
        destination,
        request,
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_READ),
        answer ->
            answer.statusCode() / 100 == 2
                ? slack.judged(
                    webhook.name(),
                    warning.about(),
                    warning.isClear(),
                    destination.shown(),
                    answer.body())
                : judged(destination, answer));
  }

  private HttpRequest.Builder plain(URI uri, String id) {
    return HttpRequest.newBuilder(uri)
        .timeout(patience)
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "ballast")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(clock.instant().getEpochSecond()));
  }

  private HttpRequest request(URI uri, Webhook webhook, Warning warning) {
    String key = secrets.of(webhook.key());
    String body = bodies.of(webhook.format(), warning, key);
    String id = bodies.id(warning);
    long now = clock.instant().getEpochSecond();
    HttpRequest.Builder request = plain(uri, id);
    switch (webhook.format()) {
      case GENERIC, SLACK -> {
        if (!key.isEmpty()) {
          request.header("webhook-signature", Signature.of(key, id, now, body));
        }
      }
      case ALERTMANAGER -> {
        if (!key.isEmpty()) {
          request.header("authorization", "Bearer " + key);
        }
      }
      case PAGERDUTY, PAGERDUTY_CHANGE -> {
        // The key is in the body.
      }
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private Outcome send(Destination destination, HttpRequest request) {
    return exchanged(
        destination,
        request,
        HttpResponse.BodyHandlers.discarding(),
        answer -> judged(destination, answer));
  }

  private <T> Outcome exchanged(
      Destination destination,
      HttpRequest request,
      HttpResponse.BodyHandler<T> reader,
      Function<HttpResponse<T>, Outcome> judge) {
    CompletableFuture<HttpResponse<T>> sent = client.sendAsync(request, reader);
    try {
      return judge.apply(sent.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return later(destination, "no answer within " + patience.toMillis() / 1000.0 + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return later(destination, "not reached (" + cause.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return later(destination, "interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  private static Outcome judged(Destination destination, HttpResponse<?> answer) {
    int status = answer.statusCode();
    String said = destination.shown() + " answered " + status;
    if (status / 100 == 2) {
      return new Outcome.Delivered(said);
    }
    if (status / 100 == 3) {
      return new Outcome.Refused(said + ": redirects are not followed. Fix: write the new URL");
    }
    if (status == 408 || status == 425 || status == 429 || status / 100 == 5) {
      return new Outcome.Later(said, retryAfter(answer));
    }
    return new Outcome.Refused(said + refusal(status));
  }

  /** What the status means; the body is not shown, since many servers repeat the path in it. */
  private static String refusal(int status) {
    return switch (status) {
      case 401, 403 -> ": it does not let Ballast in. Fix: check the URL and the key";
      case 404, 410 -> ": nobody listens there. Fix: check the URL";
      case 413 -> ": the message is too long for it";
      default -> ": it refuses the message";
    };
  }

  private static Duration retryAfter(HttpResponse<?> answer) {
    String seconds = answer.headers().firstValue("retry-after").orElse("");
    return seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static Outcome later(Destination destination, String what) {
    return new Outcome.Later(destination.shown() + ": " + what, Duration.ZERO);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
