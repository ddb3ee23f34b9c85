// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the API's own reads: a tool says what the API says, to whom it would say it. Tools whose
 * endpoint is not there, or does more than read or propose, do not exist.
 */
final class Desk {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private final Map<String, Endpoint> reads = new HashMap<>();
  private final InstantSource clock;

  Desk(List<Endpoint> endpoints, InstantSource clock) {
    this.clock = clock;
    endpoints.stream()
        .filter(e -> e.verb() == Verb.GET && e.role() == Role.VIEWER)
        .forEach(e -> reads.put(e.path(), e));
    endpoints.stream()
        .filter(e -> e.verb() == Verb.POST && e.role() == Role.VIEWER)
        .filter(e -> e.path().endsWith(Tool.PROPOSE))
        .forEach(e -> reads.put(e.path(), e));
  }

  List<Tool> tools() {
    return Tools.ALL.stream().filter(tool -> reads.containsKey(tool.path())).toList();
  }

  /**
   * The answer, short enough.
   *
   * @throws ApiException when the question is wrong, with the text for whoever asked
   */
  String ask(Tool tool, Map<String, Object> arguments, Caller caller) throws Exception {
    Endpoint endpoint = reads.get(tool.path());
    if (endpoint == null) {
      throw ApiException.notFound("tool: " + tool.name());
    }
    Map<String, String> variables = new HashMap<>();
    Map<String, List<String>> parameters = new HashMap<>();
    for (Tool.Argument argument : tool.arguments()) {
      Object value = arguments.get(argument.name());
      String text = value == null ? "" : text(argument, String.valueOf(value));
      if (argument.required() && text.isBlank()) {
        throw ApiException.badRequest(argument.name() + ": missing (expected: a text)");
      }
      if (tool.path().contains("{" + argument.parameter() + "}")) {
        variables.put(argument.parameter(), text);
      } else if (!text.isEmpty()) {
        parameters.put(argument.parameter(), List.of(text));
      }
    }
    Request request =
        new Request(
            tool.proposes() ? Verb.POST : Verb.GET,
            tool.path(),
            variables,
            new Parameters(parameters),
            header -> "",
            caller,
            new byte[0]);
    return switch (endpoint.handler().handle(request)) {
      case Reply.Whole whole when whole.status() == 200 -> Fitting.fit(whole.body(), tool.hint());
      case Reply.Whole whole ->
          throw new ApiException(whole.status(), "refused", Fitting.fit(whole.body(), tool.hint()));
      case Reply.Live _ -> throw ApiException.notFound("tool: " + tool.name());
    };
  }

  private String text(Tool.Argument argument, String value) {
    Matcher ago = AGO.matcher(value);
    if (argument.type() != Tool.Type.MOMENT || !ago.matches()) {
      return value;
    }
    long count = Long.parseLong(ago.group(1));
    Duration duration =
        switch (ago.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    Instant then = clock.instant().minus(duration);
    return then.toString();
  }
}
