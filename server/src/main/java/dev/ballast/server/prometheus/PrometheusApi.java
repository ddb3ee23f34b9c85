// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import static dev.ballast.server.prometheus.PrometheusError.badData;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.Printer;
import dev.ballast.promql.parse.Query;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Prometheus' HTTP API under {@value #BASE}. Times, errors, numbers and limits are those of its
 * documentation (prometheus.io, "HTTP API"), so that its clients work unchanged.
 */
public final class PrometheusApi {

  public static final String BASE = "/prometheus/api/v1";

  /** What Grafana asks for to learn which features it may use. */
  private static final String COMPATIBLE_WITH = "2.53.0";

  private static final long MAX_POINTS = 11_000;
  private static final int MAX_LIMIT = 1_000_000;
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final MetricQuery metrics;
  private final InstantSource clock;
  private final QueryLimits limits;
  private final String version;

  public PrometheusApi(
      MetricQuery metrics, InstantSource clock, QueryLimits limits, String version) {
    this.metrics = metrics;
    this.clock = clock;
    this.limits = limits;
    this.version = version;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    both(endpoints, "/query", this::query);
    both(endpoints, "/query_range", this::queryRange);
    both(endpoints, "/series", this::series);
    both(endpoints, "/labels", this::labels);
    both(endpoints, "/format_query", this::formatQuery);
    endpoints.add(get("/label/{name}/values", this::labelValues));
    endpoints.add(get("/metadata", this::metadata));
    endpoints.add(get("/rules", request -> empty("groups")));
    endpoints.add(get("/alerts", request -> empty("alerts")));
    both(endpoints, "/query_exemplars", request -> ok(PrometheusJson.strings(List.of())));
    endpoints.add(get("/status/buildinfo", request -> buildInfo()));
    return endpoints;
  }

  private void both(List<Endpoint> endpoints, String path, Endpoint.Handler handler) {
    endpoints.add(get(path, handler));
    endpoints.add(Endpoint.post(BASE + path, Role.VIEWER, answering(handler)));
  }

  private Endpoint get(String path, Endpoint.Handler handler) {
    return Endpoint.get(BASE + path, Role.VIEWER, answering(handler));
  }

  private static Endpoint.Handler answering(Endpoint.Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (PrometheusError e) {
        return PrometheusJson.error(e);
      } catch (QueryException e) {
        return PrometheusJson.error(PrometheusError.of(e));
      }
    };
  }

  private Reply query(Request request) throws Exception {
    Parameters parameters = request.parameters();
    Instant at = Times.time(parameters, "time", clock.instant());
    String query = parameters.get("query", "");
    int limit = limit(parameters);
    return answer(limited(request, () -> metrics.instant(query, at)), limit);
  }

  private Reply queryRange(Request request) throws Exception {
    Parameters parameters = request.parameters();
    Instant start = Times.time(parameters, "start");
    Instant end = Times.time(parameters, "end");
    if (end.isBefore(start)) {
      throw badData("invalid parameter \"end\": end timestamp must not be before start time");
    }
    Duration step = Times.duration(parameters, "step");
    if (step.isZero() || step.isNegative()) {
      throw badData(
          "invalid parameter \"step\": zero or negative query resolution step widths are not"
              + " accepted. Try a positive integer");
    }
    if (Duration.between(start, end).dividedBy(step) > MAX_POINTS) {
      throw badData(
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    String query = parameters.get("query", "");
    int limit = limit(parameters);
    return answer(limited(request, () -> metrics.range(query, start, end, step)), limit);
  }

  private Reply series(Request request) throws Exception {
    Parameters parameters = request.parameters();
    List<String> selectors = parameters.all("match[]");
    if (selectors.isEmpty()) {
      throw badData("no match[] parameter provided");
    }
    Instant start = start(parameters);
    Instant end = end(parameters);
    int limit = limit(parameters);
    List<Labels> all = limited(request, () -> metrics.series(selectors, start, end));
    return truncated(all, limit, PrometheusJson::series);
  }

  private Reply labels(Request request) throws Exception {
    Parameters parameters = request.parameters();
    Instant start = start(parameters);
    Instant end = end(parameters);
    int limit = limit(parameters);
    Collection<String> names =
        limited(request, () -> metrics.labelNames(parameters.all("match[]"), start, end));
    return truncated(List.copyOf(names), limit, PrometheusJson::strings);
  }

  private Reply labelValues(Request request) throws Exception {
    String label = request.variable("name");
    if (!LABEL_NAME.matcher(label).matches()) {
      throw badData("invalid label name: \"" + label + "\"");
    }
    Parameters parameters = request.parameters();
    Instant start = start(parameters);
    Instant end = end(parameters);
    int limit = limit(parameters);
    Collection<String> values =
        limited(request, () -> metrics.labelValues(label, parameters.all("match[]"), start, end));
    return truncated(List.copyOf(values), limit, PrometheusJson::strings);
  }

  private Reply metadata(Request request) throws Exception {
    Parameters parameters = request.parameters();
    String metric = parameters.get("metric", "");
    int limit = limit(parameters);
    Map<String, MetricQuery.Metadata> all = limited(request, metrics::metadata);
    return ok(
        json -> {
          json.writeStartObject();
          all.entrySet().stream()
              .filter(entry -> metric.isEmpty() || entry.getKey().equals(metric))
              .sorted(Map.Entry.comparingByKey())
              .limit(limit)
              .forEach(
                  entry -> {
                    json.writeArrayPropertyStart(entry.getKey());
                    json.writeStartObject();
                    json.writeStringProperty("type", entry.getValue().type());
                    json.writeStringProperty("help", entry.getValue().help());
                    json.writeStringProperty("unit", entry.getValue().unit());
                    json.writeEndObject();
                    json.writeEndArray();
                  });
          json.writeEndObject();
        });
  }

  private Reply formatQuery(Request request) {
    try {
      String text = Printer.print(Query.parse(request.parameters().get("query", "")));
      return ok(json -> json.writeString(text));
    } catch (dev.ballast.promql.PromqlException e) {
      throw badData("invalid parameter \"query\": " + e.describe());
    }
  }

  private Reply buildInfo() {
    return ok(
        PrometheusJson.properties(
            Map.of(
                "version", COMPATIBLE_WITH,
                "revision", "",
                "branch", "",
                "buildUser", "",
                "buildDate", "",
                "goVersion", "",
                "application", "Ballast " + version)));
  }

  private static Reply empty(String member) {
    return ok(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart(member);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private <T> T limited(Request request, Callable<T> query) throws Exception {
    Duration wanted = Times.duration(request.parameters(), "timeout", limits.timeout());
    return limits.run(wanted, request.departure(), query);
  }

  private static Reply answer(MetricQuery.Answer answer, int limit) {
    int size =
        switch (answer.value()) {
          case Value.Vector vector -> vector.samples().size();
          case Value.Matrix matrix -> matrix.series().size();
          case Value.Scalar scalar -> 1;
          case Value.Text text -> 1;
        };
    if (size <= limit) {
      return PrometheusJson.success(
          PrometheusJson.value(answer.value()), answer.warnings(), answer.infos());
    }
    Value cut =
        switch (answer.value()) {
          case Value.Vector vector -> new Value.Vector(vector.samples().subList(0, limit));
          case Value.Matrix matrix -> new Value.Matrix(matrix.series().subList(0, limit));
          case Value.Scalar scalar -> scalar;
          case Value.Text text -> text;
        };
    List<String> warnings = new ArrayList<>(answer.warnings());
    warnings.add("results truncated due to limit");
    return PrometheusJson.success(PrometheusJson.value(cut), warnings, answer.infos());
  }

  private static <T> Reply truncated(
      List<T> all, int limit, java.util.function.Function<List<T>, PrometheusJson.Data> form) {
    return all.size() <= limit
        ? ok(form.apply(all))
        : PrometheusJson.success(
            form.apply(all.subList(0, limit)),
            List.of("results truncated due to limit"),
            List.of());
  }

  private static Reply ok(PrometheusJson.Data data) {
    return PrometheusJson.success(data, List.of(), List.of());
  }

  private static Instant start(Parameters parameters) {
    return Times.time(parameters, "start", Times.MIN);
  }

  private static Instant end(Parameters parameters) {
    return Times.time(parameters, "end", Times.MAX);
  }

  /** The limit of results; none given or zero means as many as we ever give. */
  private static int limit(Parameters parameters) {
    String text = parameters.get("limit", "0");
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0) {
        return limit == 0 ? MAX_LIMIT : Math.min(limit, MAX_LIMIT);
      }
    } catch (NumberFormatException e) {
      // Said below, as Prometheus says it.
    }
    throw badData(
        "invalid parameter \"limit\": cannot parse \"" + text + "\" to a non-negative integer");
  }
}
