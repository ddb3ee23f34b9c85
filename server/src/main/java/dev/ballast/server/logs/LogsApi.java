// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import dev.ballast.control.diagnosis.drain.LinePattern;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.telemetry.logline.Severities;
import dev.ballast.telemetry.query.LogPage;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Log records, searched page by page, and their templates. */
public final class LogsApi {

  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Duration LOOK_BACK = Duration.ofHours(1);
  private static final int MOST = 1000;
  private static final int LONGEST = 1000;

  private final LogQuery logs;
  private final InstantSource clock;

  public LogsApi(LogQuery logs, InstantSource clock) {
    this.logs = logs;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/logs", Role.VIEWER, this::find),
        Endpoint.get("/api/v1/logs/templates", Role.VIEWER, this::templates));
  }

  /** The newest first; those of one trace as they happened. */
  private Reply find(Request request) {
    Parameters parameters = request.parameters();
    LogPage page =
        page(
            search(parameters, clock.instant()),
            parameters.number("limit", 100, 1, MOST),
            parameters.get("cursor", ""));
    boolean ofTrace = !trace(parameters).isEmpty();
    List<LogRecord> records = ofTrace ? page.records().reversed() : page.records();
    return Reply.json(
        Map.of(
            "logs",
            records.stream().map(LogJson::of).toList(),
            "cursor",
            page.cursor(),
            "scanned",
            page.scanned()));
  }

  private Reply templates(Request request) {
    Parameters parameters = request.parameters();
    int limit = parameters.number("limit", 50, 1, MOST);
    Gathering gathering = new Gathering(System::nanoTime);
    LogSearch search = search(parameters, clock.instant());
    String cursor = parameters.get("cursor", "");
    do {
      LogPage page = page(search, Gathering.PAGE, cursor);
      gathering.add(page.records());
      cursor = page.cursor();
    } while (!cursor.isEmpty() && gathering.stopped().isEmpty());
    return Reply.json(
        Map.of(
            "templates",
            gathering.templates().lines().stream().limit(limit).toList(),
            "records",
            gathering.records(),
            "complete",
            cursor.isEmpty(),
            "stopped_by",
            cursor.isEmpty() ? "" : gathering.stopped()));
  }

  private LogPage page(LogSearch search, int limit, String cursor) {
    try {
      return logs.search(search, limit, cursor);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** What the parameters ask for. */
  public static LogSearch search(Parameters parameters, Instant now) {
    Instant to = parameters.instant("to", now);
    LogSearch search =
        LogSearch.between(parameters.instant("from", to.minus(LOOK_BACK)), to)
            .ofService(parameters.get("service", ""))
            .ofTrace(trace(parameters))
            .atLeast(severity(parameters.get("severity", "")))
            .holding(bounded("text", parameters.get("text", "")));
    String template = bounded("template", parameters.get("template", ""));
    if (!trace(parameters).isEmpty() && parameters.get("from").isEmpty()) {
      search =
          new LogSearch(
              search.service(),
              search.trace(),
              search.severity(),
              search.text(),
              search.body(),
              Instant.EPOCH,
              to);
    }
    return template.isEmpty() ? search : search.withBody(LinePattern.of(template));
  }

  private static String trace(Parameters parameters) {
    String text = parameters.get("trace_id", parameters.get("trace", ""));
    if (!text.isEmpty() && !TRACE_ID.matcher(text).matches()) {
      throw ApiException.badRequest("trace: " + text + " (expected: 32 lower-case hex digits)");
    }
    return text;
  }

  private static int severity(String word) {
    if (word.isEmpty()) {
      return 0;
    }
    int number =
        word.matches("[1-9]|1\\d|2[0-4]") ? Integer.parseInt(word) : Severities.number(word);
    if (number == 0) {
      throw ApiException.badRequest(
          "severity: " + word + " (expected: trace, debug, info, warn, error, fatal, or 1..24)");
    }
    return number;
  }

  private static String bounded(String name, String text) {
    if (text.length() > LONGEST) {
      throw ApiException.badRequest(
          name + ": " + text.length() + " characters (expected: at most " + LONGEST + ")");
    }
    return text;
  }
}
