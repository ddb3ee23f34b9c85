// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Credentials;
import dev.ballast.server.auth.Denied;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts endpoints onto the HTTP server: admission first, then the body, then the handler. */
public final class HttpFace {

  /** The cookie in which a browser keeps the token it was given on the login page. */
  public static final String COOKIE = "ballast_token";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Caller NOBODY = new Caller("anonymous", Role.VIEWER);

  private final Gatekeeper gatekeeper;
  private final RequestLog requests;
  private final InFlight inFlight;
  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();

  /** Told of every request that was answered. */
  @FunctionalInterface
  public interface RequestLog {
    void answered(Endpoint endpoint, int status, Duration took);
  }

  public HttpFace(Gatekeeper gatekeeper, RequestLog requests, InFlight inFlight) {
    this.gatekeeper = gatekeeper;
    this.requests = requests;
    this.inFlight = inFlight;
  }

  public void bind(ServerBuilder server, List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      server
          .route()
          .methods(methods(endpoint.verb()))
          .path(endpoint.path())
          .maxRequestLength(Math.max(1, endpoint.maxBody()))
          .requestTimeout(endpoint.turnstile().timeout())
          .build(service(endpoint));
    }
  }

  /** Ends all live streams, which would never end by themselves. */
  public void endStreams() {
    streams.forEach(Thread::interrupt);
  }

  private static List<HttpMethod> methods(Verb verb) {
    return verb == Verb.GET
        ? List.of(HttpMethod.GET, HttpMethod.HEAD)
        : List.of(HttpMethod.valueOf(verb.name()));
  }

  /** What a request's headers say about its sender. */
  public static Credentials credentials(RequestHeaders headers) {
    String bearer = headers.get("authorization", "");
    boolean fromHeader = bearer.regionMatches(true, 0, "Bearer ", 0, 7);
    String token = fromHeader ? bearer.substring(7).strip() : cookie(headers);
    String authority = headers.authority();
    return new Credentials(
        token,
        !fromHeader && !token.isEmpty(),
        authority == null ? "" : authority,
        headers.get("origin", ""),
        headers.get("sec-fetch-site", ""),
        headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD);
  }

  /** Those who can send a URL and nothing else have their token in the path. */
  private static Credentials credentials(
      Endpoint endpoint, HttpRequest request, ServiceRequestContext ctx) {
    Credentials credentials = credentials(request.headers());
    return endpoint.hasTokenInPath()
        ? credentials.withToken(ctx.pathParams().getOrDefault(Endpoint.TOKEN, ""))
        : credentials;
  }

  private static String cookie(RequestHeaders headers) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .map(Cookie::value)
        .findFirst()
        .orElse("");
  }

  private HttpService service(Endpoint endpoint) {
    return (ctx, request) -> {
      long start = System.nanoTime();
      AtomicBoolean inside = new AtomicBoolean();
      return HttpResponse.of(
          admit(endpoint, request, ctx, inside)
              .handleAsync(
                  (read, failure) -> {
                    Reply reply;
                    try {
                      reply = entered(endpoint, ctx, read, failure);
                    } finally {
                      if (inside.get()) {
                        endpoint.turnstile().leave();
                      }
                    }
                    int status = reply instanceof Reply.Whole whole ? whole.status() : 200;
                    requests.answered(
                        endpoint, status, Duration.ofNanos(System.nanoTime() - start));
                    return Answers.of(
                        ctx, acceptsGzip(request.headers()), reply, streams, inFlight);
                  },
                  ctx.blockingTaskExecutor()));
    };
  }

  /** A stopping server answers nobody any more: the sender should come back to the next one. */
  private Reply entered(
      Endpoint endpoint,
      ServiceRequestContext ctx,
      @Nullable Read read,
      @Nullable Throwable failure) {
    if (!inFlight.enter()) {
      return Reply.error(503, "stopping", "The server is stopping.").with("retry-after", "5");
    }
    try {
      return reply(endpoint, ctx, read, failure);
    } finally {
      inFlight.leave();
    }
  }

  private record Read(Caller caller, AggregatedHttpRequest request) {}

  /** There are too many in work already. */
  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("full", null, false, false);
    }
  }

  /** Admission runs before the body is read, so that nobody unknown makes us read one. */
  private CompletableFuture<Read> admit(
      Endpoint endpoint, HttpRequest request, ServiceRequestContext ctx, AtomicBoolean inside) {
    return CompletableFuture.supplyAsync(
            () -> {
              Caller caller =
                  endpoint.role() == null
                      ? NOBODY
                      : gatekeeper.admit(credentials(endpoint, request, ctx), endpoint.role());
              if (request.headers().contentLength() > Math.max(1, endpoint.maxBody())) {
                throw ContentTooLargeException.get();
              }
              if (!endpoint.turnstile().enter()) {
                throw new Full();
              }
              inside.set(true);
              return caller;
            },
            ctx.blockingTaskExecutor())
        .thenCompose(caller -> request.aggregate().thenApply(body -> new Read(caller, body)));
  }

  private static Reply reply(
      Endpoint endpoint,
      ServiceRequestContext ctx,
      @Nullable Read read,
      @Nullable Throwable failure) {
    try {
      if (read == null) {
        return refused(endpoint, endpoint.shown(ctx.path()), ctx.request().headers(), failure);
      }
      return endpoint.handler().handle(request(endpoint, ctx, read));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "stopping", "The server is stopping.");
    } catch (Exception e) {
      return Errors.of(endpoint.verb(), endpoint.shown(ctx.path()), e);
    }
  }

  private static Reply refused(
      Endpoint endpoint, String path, RequestHeaders headers, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Full) {
      return endpoint.turnstile().refusal(name -> headers.get(name, ""));
    }
    boolean wantsPage = headers.get("accept", "").contains("text/html");
    if (cause instanceof ContentTooLargeException) {
      return Reply.error(
          413, "too_large", "body: too large (expected: at most " + endpoint.maxBody() + " bytes)");
    }
    if (cause instanceof Denied denied && denied.reason().status() == 401 && wantsPage) {
      return Reply.redirect("/login");
    }
    return Errors.of(
        endpoint.verb(), path, cause == null ? new IllegalStateException("no cause") : cause);
  }

  private static Request request(Endpoint endpoint, ServiceRequestContext ctx, Read read) {
    RequestHeaders headers = read.request().headers();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    QueryParams query = QueryParams.fromQueryString(ctx.query());
    query.names().forEach(name -> parameters.put(name, query.getAll(name)));
    byte[] body = read.request().content().array();
    if (headers.get("content-type", "").startsWith(FORM)) {
      QueryParams form = QueryParams.fromQueryString(read.request().contentUtf8());
      form.names()
          .forEach(
              name ->
                  parameters.merge(
                      name,
                      form.getAll(name),
                      (a, b) -> Stream.concat(b.stream(), a.stream()).toList()));
    }
    return new Request(
        endpoint.verb(),
        ctx.decodedPath(),
        ctx.pathParams(),
        new Parameters(parameters),
        name -> headers.get(name, ""),
        read.caller(),
        body,
        action -> whenGone(ctx, action));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the action is all that happens then
  private static void whenGone(ServiceRequestContext ctx, Runnable action) {
    ctx.whenRequestCancelled().thenRun(action);
  }

  private static boolean acceptsGzip(RequestHeaders headers) {
    return headers.get("accept-encoding", "").contains("gzip");
  }
}
