// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.json.Json;
import dev.ballast.server.otlp.Admission;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does, all of it and no more. */
class OpenApiTest {

  /** What only browsers ask for is no API. */
  private static final Pattern PAGES =
      Pattern.compile(
          "/|/services.*|/incidents.*|/capacity.*|/rollouts.*|/regions|/maturity.*|/gameday.*|/scorecard|/cost|/actions.*|/traces/.*|/events|/configuration|/docs|/live/.*|/static/.*"
              + "|/favicon.ico|/login|/logout");

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  @TempDir Path dir;

  @Test
  void documentsEveryRouteAndItsRole() throws IOException {
    Map<String, String> served = new TreeMap<>();
    try (Wiring wiring = new Wiring(ServerConfig.in(dir), FakeClock.atStart())) {
      for (Endpoint endpoint : wiring.endpoints(new Admission(1, new InFlight(), new Meter()))) {
        if (!PAGES.matcher(endpoint.path()).matches()) {
          served.put(
              endpoint.verb() + " " + endpoint.path(),
              endpoint.role() == null ? "anybody" : endpoint.role().text());
        }
      }
    }

    assertThat(documented()).isEqualTo(served);
  }

  @Test
  void describesEveryPathVariable() throws IOException {
    for (Map.Entry<?, ?> path : map(document().get("paths")).entrySet()) {
      Set<String> wanted = new TreeSet<>();
      Matcher variables = VARIABLE.matcher((String) path.getKey());
      while (variables.find()) {
        wanted.add(variables.group(1));
      }
      for (Object operation : map(path.getValue()).values()) {
        assertThat(pathParameters(map(operation))).as("%s", path.getKey()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void refersOnlyToSchemasThatAreThere() throws IOException {
    Map<?, ?> document = document();
    Map<?, ?> schemas = map(map(document.get("components")).get("schemas"));
    Matcher references =
        Pattern.compile("#/components/schemas/(\\w+)").matcher(Json.text(document));

    while (references.find()) {
      assertThat(schemas.containsKey(references.group(1))).as(references.group(1)).isTrue();
    }
  }

  private static Set<String> pathParameters(Map<?, ?> operation) {
    Set<String> names = new TreeSet<>();
    if (operation.get("parameters") instanceof Iterable<?> parameters) {
      for (Object parameter : parameters) {
        if ("path".equals(map(parameter).get("in"))) {
          names.add((String) map(parameter).get("name"));
        }
      }
    }
    return names;
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> operations = new TreeMap<>();
    map(document().get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, about) ->
                            operations.put(
                                ((String) method).toUpperCase(Locale.ROOT) + " " + path,
                                String.valueOf(map(about).get("x-role")))));
    return operations;
  }

  private static Map<?, ?> document() throws IOException {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/web/openapi.json")) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.class);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
