// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.fetch.FetchException;
import dev.ballast.telemetry.fetch.Fetcher;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.query.QueryException.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks any backend with Prometheus' HTTP API: Prometheus, Mimir, Thanos, VictoriaMetrics. The
 * query's text goes there unchanged. Thread-safe.
 */
public final class PrometheusQuery implements MetricQuery, AutoCloseable {

  private final Fetcher fetcher = new Fetcher();
  private final Backend backend;
  private final String api;

  public PrometheusQuery(Backend backend) {
    this.backend = backend;
    String base = backend.base().toString();
    this.api = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/";
  }

  @Override
  public Answer instant(String promql, Instant at) {
    Form form = new Form().add("query", promql).add("time", at).add("timeout", timeout());
    return read(post("query", form)).answer();
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    Form form =
        new Form()
            .add("query", promql)
            .add("start", start)
            .add("end", end)
            .add("step", seconds(step))
            .add("timeout", timeout());
    Answer answer = read(post("query_range", form)).answer();
    if (!(answer.value() instanceof Value.Matrix)) {
      throw new QueryException(Kind.INTERNAL, api + "query_range: the answer is not a matrix");
    }
    return answer;
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return read(post("series", matching(selectors, start, end))).labelSets();
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>(read(post("labels", matching(selectors, start, end))).strings());
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    String path = "label/" + Form.encoded(label) + "/values";
    return new TreeSet<>(read(get(path, matching(selectors, start, end))).strings());
  }

  @Override
  public Map<String, Metadata> metadata() {
    return read(get("metadata", new Form())).metadata();
  }

  @Override
  public void close() {
    fetcher.close();
  }

  private HttpRequest post(String path, Form form) {
    return authorised(HttpRequest.newBuilder(URI.create(api + path)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
        .build();
  }

  private HttpRequest get(String path, Form form) {
    String query = form.toString();
    String uri = api + path + (query.isEmpty() ? "" : "?" + query);
    return authorised(HttpRequest.newBuilder(URI.create(uri))).GET().build();
  }

  private HttpRequest.Builder authorised(HttpRequest.Builder request) {
    request.header("Accept", "application/json").header("Accept-Encoding", "gzip");
    if (!backend.tenant().isEmpty()) {
      request.header("X-Scope-OrgID", backend.tenant());
    }
    switch (backend.auth()) {
      case Backend.Auth.None() -> {}
      case Backend.Auth.Bearer(String token) -> request.header("Authorization", "Bearer " + token);
      case Backend.Auth.Basic(String user, String password) -> {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
    }
    return request;
  }

  private ApiAnswer read(HttpRequest request) {
    Fetcher.Answer answer;
    try {
      answer = fetcher.fetch(request, backend.timeout(), backend.maxAnswerBytes());
    } catch (FetchException e) {
      Kind kind =
          switch (e.kind()) {
            case TIMEOUT, INTERRUPTED -> Kind.TIMEOUT;
            case TOO_LARGE -> Kind.EXECUTION;
            case UNREACHABLE, BROKEN -> Kind.UNAVAILABLE;
          };
      throw new QueryException(kind, String.valueOf(e.getMessage()), e);
    }
    return ApiAnswer.read(backend.base(), answer);
  }

  private static Form matching(List<String> selectors, Instant start, Instant end) {
    Form form = new Form();
    selectors.forEach(selector -> form.add("match[]", selector));
    return form.add("start", start).add("end", end);
  }

  /** The backend should give up when we do. */
  private String timeout() {
    return seconds(backend.timeout()) + "s";
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** URL-encoded parameters. */
  private static final class Form {
    private final List<String> pairs = new ArrayList<>();

    Form add(String name, String value) {
      pairs.add(encoded(name) + "=" + encoded(value));
      return this;
    }

    Form add(String name, Instant time) {
      return add(name, BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString());
    }

    static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
      return String.join("&", pairs);
    }
  }
}
