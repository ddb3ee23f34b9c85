// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shared cases of the wire format, each against a server of its own. */
class ApiCasesTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TestFactory
  Stream<DynamicTest> everyCaseOfTheWireFormat() {
    Path file =
        Path.of(System.getProperty("ballast.shared", ""), "data/chaos/toxiproxy/api-cases.json");
    assumeTrue(Files.exists(file), "no shared data at " + file + ": set -Dballast.shared");
    return JSON.readTree(file.toFile())
        .get("cases")
        .valueStream()
        .map(one -> DynamicTest.dynamicTest(one.get("id").stringValue(), () -> run(one)));
  }

  private static void run(JsonNode one) {
    try (TestServer server = new TestServer()) {
      for (JsonNode step : one.get("steps")) {
        check(step.get("expect"), call(server, step.get("request")));
      }
    }
  }

  private static HttpResponse<String> call(TestServer server, JsonNode request) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (request.has("headers")) {
      request
          .get("headers")
          .propertyStream()
          .forEach(header -> headers.put(header.getKey(), header.getValue().stringValue()));
    }
    JsonNode body = request.get("body");
    String text = body == null ? "" : body.isString() ? body.stringValue() : body.toString();
    return server.call(
        request.get("method").stringValue(), request.get("path").stringValue(), text, headers);
  }

  private static void check(JsonNode expected, HttpResponse<String> got) {
    assertThat(got.statusCode()).as(got.body()).isEqualTo(expected.get("status").intValue());
    assertThat(got.headers().firstValue("X-Toxiproxy-Request-Id")).isPresent();
    if (expected.has("emptyBody")) {
      assertThat(got.body()).isEmpty();
    }
    if (expected.has("json")) {
      assertThat(JSON.readTree(got.body())).isEqualTo(expected.get("json"));
    }
    if (expected.has("jsonContains")) {
      contains(JSON.readTree(got.body()), expected.get("jsonContains"));
    }
  }

  private static void contains(JsonNode got, JsonNode wanted) {
    if (wanted.isArray()) {
      assertThat(got.valueStream().map(toxic -> toxic.get("name")))
          .containsAll(wanted.valueStream().toList());
      return;
    }
    wanted
        .propertyStream()
        .forEach(
            field -> {
              JsonNode value = got.get(field.getKey());
              if (field.getValue().asString("").startsWith("$array")) {
                assertThat(value.isArray()).isTrue();
                assertThat("$array" + value.size()).isEqualTo(field.getValue().stringValue());
              } else if (field.getValue().isObject()) {
                contains(value, field.getValue());
              } else {
                assertThat(value).as(field.getKey()).isEqualTo(field.getValue());
              }
            });
  }
}
